import { expect, test } from 'vitest';
import { choice, text } from './search';

test('text takes what reads as text', () => {
  expect(text('abc')).toBe('abc');
  expect(text(42)).toBe('42');
  expect(text(' ')).toBeUndefined();
  expect(text({ a: 1 })).toBeUndefined();
});

test('a choice outside the list is left out', () => {
  const allowed = { high: 1, low: 2 };
  expect(choice('high', allowed)).toBe('high');
  expect(choice('toString', allowed)).toBeUndefined();
  expect(choice(['high'], allowed)).toBeUndefined();
});
