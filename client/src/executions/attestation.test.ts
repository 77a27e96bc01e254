import { expect, test } from 'vitest';
import { attestationValidation, inOneYear } from './attestation';

test('a year from a leap day is a day that exists', () => {
  expect(inOneYear(new Date('2028-02-29T12:00:00Z'))).toBe('2029-03-01');
});

test('a statement of spaces is too short', () => {
  expect(attestationValidation.statement(' '.repeat(40))).toMatch(/20 characters/);
  expect(attestationValidation.statement('The file was reviewed line by line.')).toBeNull();
});

test('an attestation cannot have ended already', () => {
  expect(attestationValidation.valid_until('2020-01-01')).toMatch(/today or a later day/);
  expect(attestationValidation.valid_until('')).not.toBeNull();
  expect(attestationValidation.valid_until('2999-01-01')).toBeNull();
});
