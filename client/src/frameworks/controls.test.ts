import { expect, test } from 'vitest';
import { sampleControl, sampleGroup } from '../testing/samples';
import { controlsOf, matchingGroups } from './controls';

const GROUPS = [
  sampleGroup('a', [sampleControl('a_1', 'Logging')], [sampleGroup('a_inner', [sampleControl('a_2', 'Oversight')])]),
  sampleGroup('b', [sampleControl('b_1', 'Literacy')]),
];

test('controls of nested groups are found', () => {
  expect(controlsOf(GROUPS).map((control) => control.id)).toEqual(['a_1', 'a_2', 'b_1']);
});

test('a search keeps the groups around what it finds', () => {
  const found = matchingGroups(GROUPS, 'oversight');
  expect(controlsOf(found).map((control) => control.id)).toEqual(['a_2']);
  expect(found.map((group) => group.id)).toEqual(['a']);
});
