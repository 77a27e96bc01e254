import type { Outcome, Summary } from '../api/types';

/** In the order in which they are shown: from settled to open to out of scope. */
export const OUTCOMES = ['pass', 'fail', 'needs_evidence', 'error', 'not_applicable'] as const satisfies Outcome[];

/** The order in which a reader works through them: what is wrong first. */
export const OUTCOMES_BY_URGENCY = [
  'fail',
  'error',
  'needs_evidence',
  'pass',
  'not_applicable',
] as const satisfies Outcome[];

export const OUTCOME_LABELS: Record<Outcome, string> = {
  pass: 'Pass',
  fail: 'Fail',
  needs_evidence: 'Needs evidence',
  error: 'Error',
  not_applicable: 'Not applicable',
};

export const NO_RESULTS: Summary = { pass: 0, fail: 0, needs_evidence: 0, error: 0, not_applicable: 0 };

export function total(summary: Summary): number {
  return OUTCOMES.reduce((sum, outcome) => sum + (summary[outcome] ?? 0), 0);
}

export function add(first: Summary, second: Summary): Summary {
  return Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, (first[outcome] ?? 0) + (second[outcome] ?? 0)]),
  ) as unknown as Summary;
}

/** Passed controls among those that apply, or null where none applies. */
export function score(summary: Summary): number | null {
  const applying = total(summary) - (summary.not_applicable ?? 0);
  return applying === 0 ? null : (summary.pass ?? 0) / applying;
}

/** A score in whole percent; 100 % is shown only when everything passes. */
export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return '–';
  }
  return value === 1 ? '100%' : `${Math.min(99, Math.round(value * 100))}%`;
}

/** All counts in words, for screen readers. */
export function describe(summary: Summary): string {
  return OUTCOMES.filter((outcome) => summary[outcome])
    .map((outcome) => `${summary[outcome]} ${OUTCOME_LABELS[outcome].toLowerCase()}`)
    .join(', ');
}
