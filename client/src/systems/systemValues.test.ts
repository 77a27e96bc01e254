import { expect, test } from 'vitest';
import { sampleSystem } from '../testing/samples';
import { changesOf, rebase, systemValidation, valuesOf } from './systemValues';

const BEFORE = valuesOf(sampleSystem({ provider: 'Example' }));

test('only what was changed is sent', () => {
  expect(changesOf(BEFORE, { ...BEFORE, owner: 'Legal' })).toEqual({ owner: 'Legal' });
});

test('an emptied provider is removed', () => {
  expect(changesOf(BEFORE, { ...BEFORE, provider: ' ' })).toEqual({ provider: null });
});

test('on a newer version what was entered stays and the rest follows', () => {
  const entered = { ...BEFORE, owner: 'Legal' };
  const newest = { ...BEFORE, owner: 'Risk', purpose: 'Ranks and rejects.' };
  expect(rebase(BEFORE, entered, newest)).toEqual({ ...newest, owner: 'Legal' });
});

test('blanks do not count as a name', () => {
  expect(systemValidation.name('  ')).toBe('Enter a name.');
});
