import { expect, test } from 'vitest';
import { waitInWords } from './throttling';

test.each([
  [20, 'less than a minute'],
  [60, '1 minute'],
  [61, '2 minutes'],
  [900, '15 minutes'],
])('%i seconds is %s', (seconds, shown) => {
  expect(waitInWords(seconds)).toBe(shown);
});
