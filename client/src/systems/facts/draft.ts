import type { FactSection } from '../../api/types';

/** A stated fact. An unknown one is absent, which is not the same as false or an empty list. */
export type FactValue = boolean | number | string | string[];
export type Facts = Record<string, Record<string, unknown> | undefined>;

/** What an editor changed: the new value by path, or null for "unknown again". */
export type Draft = Record<string, FactValue | null>;

export const pathOf = (section: string, name: string): string => `${section}.${name}`;

export function statedValue(facts: Facts, section: string, name: string): FactValue | null {
  return (facts[section]?.[name] ?? null) as FactValue | null;
}

function same(first: FactValue | null, second: FactValue | null): boolean {
  if (Array.isArray(first) && Array.isArray(second)) {
    return first.length === second.length && first.every((item) => second.includes(item));
  }
  return first === second;
}

/** The draft with one fact set; a fact set back to what is stored is no change any more. */
export function withFact(draft: Draft, facts: Facts, section: string, name: string, value: FactValue | null): Draft {
  const { [pathOf(section, name)]: _previous, ...others } = draft;
  return same(value, statedValue(facts, section, name)) ? others : { ...others, [pathOf(section, name)]: value };
}

/** The draft as a JSON merge patch (RFC 7396) of the facts. */
export function mergePatch(draft: Draft): Record<string, Record<string, FactValue | null>> {
  const patch: Record<string, Record<string, FactValue | null>> = {};
  for (const [path, value] of Object.entries(draft)) {
    const [section = '', name = ''] = path.split('.');
    patch[section] = { ...patch[section], [name]: value };
  }
  return patch;
}

/** Facts in the draft that somebody else changed between two versions. */
export function conflicts(draft: Draft, before: Facts, after: Facts): string[] {
  return Object.keys(draft).filter((path) => {
    const [section = '', name = ''] = path.split('.');
    return !same(statedValue(before, section, name), statedValue(after, section, name));
  });
}

/** The draft on a newer version: what somebody else set to the same value is no change any more. */
export function rebased(draft: Draft, facts: Facts): Draft {
  return Object.entries(draft).reduce<Draft>((result, [path, value]) => {
    const [section = '', name = ''] = path.split('.');
    return withFact(result, facts, section, name, value);
  }, {});
}

export function countStated(section: FactSection, facts: Facts): number {
  return section.facts.filter(({ name }) => statedValue(facts, section.section, name) !== null).length;
}
