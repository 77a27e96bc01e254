import type { Role } from '../api/types';

/** What the console offers or hides. The server decides each request by the same sets. */
export type Permission =
  'systems:write' | 'evidence:write' | 'attestations:write' | 'executions:write' | 'schedules:write' | 'audit:verify';

const EVERYTHING: readonly Permission[] = [
  'systems:write',
  'evidence:write',
  'attestations:write',
  'executions:write',
  'schedules:write',
  'audit:verify',
];

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: [],
  engineer: ['systems:write', 'evidence:write', 'executions:write', 'schedules:write'],
  auditor: ['evidence:write', 'attestations:write', 'audit:verify'],
  admin: EVERYTHING,
};

export function allows(role: Role, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}

export const ROLE_LABELS: Record<Role, string> = {
  admin: 'Administrator',
  engineer: 'Engineer',
  auditor: 'Auditor',
  viewer: 'Viewer',
};
