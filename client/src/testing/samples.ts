import type { Control, ControlGroup, ControlResult, System } from '../api/types';

/** Complete objects of the API for tests; each test states only what it is about. */

export function sampleResult(change: Partial<ControlResult> = {}): ControlResult {
  return {
    control_id: 'art_9_2',
    label: 'Article 9(2)',
    title: 'Risk management system',
    outcome: 'pass',
    reasons: [],
    needs: [],
    decided_by: 'rule',
    attestation_id: null,
    ...change,
  };
}

export function sampleControl(id: string, title = 'A control'): Control {
  return { id, label: id, title, statement: '', guidance: '', decision: 'rule', evidence_kinds: [], citations: [] };
}

export function sampleGroup(id: string, controls: Control[], groups: ControlGroup[] = []): ControlGroup {
  return { id, title: `Group ${id}`, controls, groups };
}

export function sampleSystem(change: Partial<System> = {}): System {
  return {
    id: '019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911',
    name: 'Screening',
    purpose: 'Ranks applications.',
    owner: 'People',
    provider: null,
    risk_tier: 'high',
    lifecycle: 'deployed',
    facts: {},
    facts_stated: 0,
    sources: [],
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    version: 1,
    ...change,
  };
}
