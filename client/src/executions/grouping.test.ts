import { describe, expect, test } from 'vitest';
import { sampleControl, sampleGroup, sampleResult } from '../testing/samples';
import { byGroup, byOutcome, matchingResults } from './grouping';

const RESULTS = [
  sampleResult({ control_id: 'a_1', outcome: 'pass' }),
  sampleResult({ control_id: 'b_1', outcome: 'fail', reasons: ['Logs are kept 10 days.'] }),
  sampleResult({ control_id: 'b_2', outcome: 'needs_evidence', needs: ['evidence:test_report'] }),
];
const ids = (results: readonly { control_id: string }[]) => results.map((result) => result.control_id);

describe('matchingResults', () => {
  test('filters by outcome', () => {
    expect(ids(matchingResults(RESULTS, { outcome: 'fail' }))).toEqual(['b_1']);
  });

  test.each([
    ['logs are', ['b_1']],
    ['TEST REPORT', ['b_2']],
    ['b_', ['b_1', 'b_2']],
    ['nothing like it', []],
  ])('searches reasons, needs and ids for "%s"', (search, found) => {
    expect(ids(matchingResults(RESULTS, { search }))).toEqual(found);
  });
});

test('by outcome, what is wrong comes first and empty outcomes are left out', () => {
  expect(byOutcome(RESULTS).map((group) => group.id)).toEqual(['fail', 'needs_evidence', 'pass']);
});

describe('byGroup', () => {
  test('finds controls in nested groups', () => {
    const groups = [
      sampleGroup('a', [sampleControl('a_1')]),
      sampleGroup('b', [], [sampleGroup('inner', [sampleControl('b_1'), sampleControl('b_2')])]),
    ];
    expect(byGroup(RESULTS, groups).map((group) => [group.id, ids(group.results)])).toEqual([
      ['a', ['a_1']],
      ['b', ['b_1', 'b_2']],
    ]);
  });

  test('keeps results of controls that the framework no longer has', () => {
    const groups = [sampleGroup('a', [sampleControl('a_1')])];
    expect(byGroup(RESULTS, groups).at(-1)).toMatchObject({ id: 'other', results: RESULTS.slice(1) });
  });
});
