import { expect, test } from 'vitest';
import { actorName } from './actorName';

test.each([
  ['account:ada@example.org', 'ada@example.org'],
  ['account:ada@example.org/token:019a3f52', 'ada@example.org (token)'],
  ['worker', 'worker'],
  ['', ''],
])('%s is shown as "%s"', (actor, shown) => {
  expect(actorName(actor)).toBe(shown);
});
