import { words } from '../components/format';

/** What would decide a control, as the rules name it: `fact:section.name`, `evidence:kind`, `metric:name`, `operation:kind`, … */
export type Need =
  | { kind: 'fact'; text: string; search: string }
  | { kind: 'evidence'; text: string; evidenceKind: string }
  | { kind: 'other'; text: string };

/** Reads a need into words, and into what leads to where it can be met. */
export function readNeed(need: string): Need {
  const [kind = '', ...rest] = need.split(':');
  const name = rest.join(':');
  if (kind === 'fact') {
    const [section = '', fact = ''] = name.split('.');
    return { kind, text: `Fact: ${words(fact || section)} (${words(section)})`, search: fact || section };
  }
  if (kind === 'evidence') {
    return { kind, text: `Evidence: ${words(name)}`, evidenceKind: name };
  }
  if (kind === 'metric') {
    return { kind: 'other', text: `Metric: ${words(name)}` };
  }
  if (kind === 'operation') {
    return { kind: 'other', text: `Operation on record: ${words(name)}` };
  }
  return { kind: 'other', text: need === 'attestation' ? "An auditor's attestation" : need };
}
