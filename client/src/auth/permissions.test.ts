import { expect, test } from 'vitest';
import { allows } from './permissions';

test('roles are sets, not a ladder', () => {
  expect(allows('auditor', 'attestations:write')).toBe(true);
  expect(allows('engineer', 'attestations:write')).toBe(false);
  expect(allows('engineer', 'executions:write')).toBe(true);
  expect(allows('auditor', 'executions:write')).toBe(false);
  expect(allows('viewer', 'evidence:write')).toBe(false);
  expect(allows('admin', 'audit:verify')).toBe(true);
});
