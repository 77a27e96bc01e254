import { expect, test } from 'vitest';
import { readNeed } from './needs';

test.each([
  ['fact:scope.annex_iii_areas', 'Fact: Annex III areas (Scope)'],
  ['evidence:risk_management_file', 'Evidence: Risk management file'],
  ['metric:fairness_gap', 'Metric: Fairness gap'],
  ['attestation', "An auditor's attestation"],
  ['something a rule of your own says: all of it', 'something a rule of your own says: all of it'],
])('reads %s as %s', (need, text) => {
  expect(readNeed(need).text).toBe(text);
});

test('a fact leads to where it is stated', () => {
  expect(readNeed('fact:risk.reviewed_on')).toMatchObject({ kind: 'fact', search: 'reviewed_on' });
});
