import { describe as suite, expect, test } from 'vitest';
import { add, describe, formatScore, NO_RESULTS, score, total } from './outcomes';

const SUMMARY = { pass: 6, fail: 1, needs_evidence: 2, error: 1, not_applicable: 5 };

suite('score', () => {
  test('leaves out what does not apply', () => {
    expect(score(SUMMARY)).toBe(0.6);
  });

  test('is unknown when nothing applies', () => {
    expect(score({ ...NO_RESULTS, not_applicable: 4 })).toBeNull();
  });
});

suite('formatScore', () => {
  test.each([
    [1, '100%'],
    [0.9999, '99%'],
    [0.29, '29%'],
    [0.026, '3%'],
    [0, '0%'],
    [null, '–'],
    [undefined, '–'],
  ])('shows %s as %s', (value, shown) => {
    expect(formatScore(value)).toBe(shown);
  });
});

test('summaries add up by outcome', () => {
  const sum = add(SUMMARY, SUMMARY);
  expect(sum).toEqual({ pass: 12, fail: 2, needs_evidence: 4, error: 2, not_applicable: 10 });
  expect(total(sum)).toBe(30);
});

test('a summary in words leaves out zeros', () => {
  expect(describe({ ...NO_RESULTS, pass: 2, needs_evidence: 1 })).toBe('2 pass, 1 needs evidence');
});
