import { describe, expect, test } from 'vitest';
import { conflicts, countStated, type Draft, mergePatch, rebased, withFact } from './draft';

const FACTS = { scope: { eu_market: true, roles: ['provider', 'deployer'] }, logging: { retention_days: 30 } };

describe('withFact', () => {
  test('false and unknown are different changes', () => {
    expect(withFact({}, FACTS, 'scope', 'eu_market', false)).toEqual({ 'scope.eu_market': false });
    expect(withFact({}, FACTS, 'scope', 'eu_market', null)).toEqual({ 'scope.eu_market': null });
  });

  test('an empty list is not unknown', () => {
    expect(withFact({}, FACTS, 'data', 'areas', [])).toEqual({ 'data.areas': [] });
    expect(withFact({}, FACTS, 'data', 'areas', null)).toEqual({});
  });

  test('setting a fact back to what is stored is no change', () => {
    const changed = withFact({}, FACTS, 'scope', 'eu_market', false);
    expect(withFact(changed, FACTS, 'scope', 'eu_market', true)).toEqual({});
  });

  test('the order of a list does not matter', () => {
    expect(withFact({}, FACTS, 'scope', 'roles', ['deployer', 'provider'])).toEqual({});
  });
});

test('the patch nests facts in their sections and removes with null', () => {
  const draft: Draft = { 'scope.eu_market': null, 'scope.profiles_people': true, 'logging.retention_days': 90 };
  expect(mergePatch(draft)).toEqual({
    scope: { eu_market: null, profiles_people: true },
    logging: { retention_days: 90 },
  });
});

describe('a newer version of the system', () => {
  const newest = { scope: { eu_market: false, roles: ['provider', 'deployer'] }, logging: { retention_days: 30 } };

  test('only facts changed on both sides are contested', () => {
    const draft: Draft = { 'scope.eu_market': null, 'logging.retention_days': 90 };
    expect(conflicts(draft, FACTS, newest)).toEqual(['scope.eu_market']);
  });

  test('the draft drops what somebody else set to the same value', () => {
    expect(rebased({ 'scope.eu_market': false, 'logging.retention_days': 90 }, newest)).toEqual({
      'logging.retention_days': 90,
    });
  });
});

test('false counts as stated', () => {
  const fact = { description: '', type: 'boolean' as const, values: null };
  const section = {
    section: 'scope',
    title: 'Scope',
    description: '',
    facts: [
      { ...fact, name: 'eu_market' },
      { ...fact, name: 'deep_fakes' },
    ],
  };
  expect(countStated(section, { scope: { eu_market: false } })).toBe(1);
});
