import { expect, test } from 'vitest';
import { shortTitle } from './shortTitle';

test.each([
  ['EU AI Act: duties of providers and deployers', 'EU AI Act'],
  ['ISO/IEC 42001:2023, Annex A: controls for an AI management system', 'ISO/IEC 42001:2023, Annex A'],
  ['House rules', 'House rules'],
])('%s is called %s', (title, name) => {
  expect(shortTitle(title)).toBe(name);
});
