import type { ControlGroup, ControlResult, Outcome } from '../api/types';
import { controlsOf } from '../frameworks/controls';
import { readNeed } from './needs';
import { OUTCOME_LABELS, OUTCOMES_BY_URGENCY } from './outcomes';

export interface ResultGroup {
  id: string;
  title: string;
  results: ControlResult[];
}

export interface ResultFilter {
  outcome?: Outcome | undefined;
  search?: string | undefined;
}

/** The results that match; the search looks at everything a reader sees. */
export function matchingResults(results: readonly ControlResult[], { outcome, search = '' }: ResultFilter) {
  const wanted = search.trim().toLowerCase();
  return results.filter(
    (result) =>
      (!outcome || result.outcome === outcome) &&
      [
        result.control_id,
        result.label,
        result.title,
        ...result.reasons,
        ...result.needs.map((need) => readNeed(need).text),
      ]
        .join(' ')
        .toLowerCase()
        .includes(wanted),
  );
}

/** Results under the outcomes, what is wrong first. */
export function byOutcome(results: readonly ControlResult[]): ResultGroup[] {
  return OUTCOMES_BY_URGENCY.map((outcome) => ({
    id: outcome,
    title: OUTCOME_LABELS[outcome],
    results: results.filter((result) => result.outcome === outcome),
  })).filter((group) => group.results.length > 0);
}

/** Results under the top-level groups of their framework. Controls it no longer has come last. */
export function byGroup(results: readonly ControlResult[], groups: readonly ControlGroup[]): ResultGroup[] {
  const groupOf = new Map<string, string>();
  for (const group of groups) {
    controlsOf([group]).forEach((control) => groupOf.set(control.id, group.id));
  }
  const found = groups.map(({ id, title }) => ({
    id,
    title,
    results: results.filter((result) => groupOf.get(result.control_id) === id),
  }));
  const others = results.filter((result) => !groupOf.has(result.control_id));
  return [...found, { id: 'other', title: 'Other controls', results: others }].filter(
    (group) => group.results.length > 0,
  );
}
