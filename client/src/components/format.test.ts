import { describe, expect, test } from 'vitest';
import { formatBytes, formatDate, formatDuration, formatRelative, plural, words } from './format';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('formatRelative', () => {
  test.each([
    ['2026-11-22T11:59:50Z', 'just now'],
    ['2026-11-22T12:00:10Z', 'just now'],
    ['2026-11-22T11:45:00Z', '15 minutes ago'],
    ['2026-11-21T11:00:00Z', 'yesterday'],
    ['2026-11-24T12:00:00Z', 'in 2 days'],
    ['2026-01-02T12:00:00Z', '2 Jan 2026'],
  ])('shows %s as %s', (moment, shown) => {
    expect(formatRelative(moment, NOW)).toBe(shown);
  });
});

test('a date that cannot be read is no date, and no error', () => {
  expect(formatDate('soon')).toBe('–');
  expect(formatRelative('soon', NOW)).toBe('–');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_400_000, '1.4 MB'],
  [999_600, '1.0 MB'],
  [1_073_741_824, '1.1 GB'],
])('%i bytes is %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});

test('durations keep a useful precision', () => {
  expect(formatDuration('2026-11-22T12:00:00Z', '2026-11-22T12:00:00.840Z')).toBe('0.8 s');
  expect(formatDuration('2026-11-22T12:00:00Z', '2026-11-22T12:03:20Z')).toBe('3 min 20 s');
});

test('names become words with their usual capitals', () => {
  expect(words('annex_iii_areas')).toBe('Annex III areas');
  expect(words('eu_market')).toBe('EU market');
});

test('plurals', () => {
  expect(plural(1, 'entry', 'entries')).toBe('1 entry');
  expect(plural(1200, 'entry', 'entries')).toBe('1,200 entries');
});
