import type { Control, ControlGroup, ControlResult, Execution, System } from '../api/types';

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

export function sampleExecution(change: Partial<Execution> = {}): Execution {
  return {
    id: '019a3f52-8c0e-7c3b-9d0a-4be1f0c2a922',
    system_id: '019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911',
    system_name: 'Screening',
    framework_id: 'eu_ai_act',
    framework_digest: '0'.repeat(64),
    framework_version: '1.0.0',
    status: 'queued',
    trigger: 'manual',
    requested_by: 'account:ada@example.org',
    queued_at: '2026-01-01T00:00:00Z',
    started_at: null,
    finished_at: null,
    progress: { decided: 0, total: 64 },
    summary: null,
    score: null,
    document_sha256: null,
    failure: null,
    version: 1,
    ...change,
  };
}
