import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { FactSection } from '../../api/types';
import { words } from '../../components/format';
import { type Facts, statedValue } from './draft';

/** The closed list of facts; it changes with releases only. */
export const vocabularyQuery = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: ({ signal }) => body(api.GET('/api/facts/vocabulary', { signal })),
  staleTime: Infinity,
});

/** The sections with only the facts that match a search and, if wanted, are unknown; empty sections are left out. */
export function matching(sections: readonly FactSection[], facts: Facts, search: string, onlyUnknown: boolean) {
  const wanted = search.trim().toLowerCase();
  return sections
    .map((section) => ({
      ...section,
      facts: section.facts.filter(
        ({ name, description }) =>
          (!onlyUnknown || statedValue(facts, section.section, name) === null) &&
          `${words(name)} ${name} ${description}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter((section) => section.facts.length > 0);
}
