import { expect, test } from 'vitest';
import { returnPath } from './returnPath';

test.each(['/', '/systems?risk_tier=high', '/executions/1#results'])('follows %s', (wanted) => {
  expect(returnPath(wanted)).toBe(wanted);
});

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/sign-in',
])('does not follow %s', (wanted) => {
  expect(returnPath(wanted)).toBe('/');
});
