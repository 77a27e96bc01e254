import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { byCursor, everyItem, LARGEST_PAGE } from '../../api/pages';
import type { EvidenceKind } from '../../api/types';

const PAGE_SIZE = 50;

export const evidenceKey = (systemId: string) => ['systems', systemId, 'evidence'] as const;

export const evidenceQuery = (systemId: string, kind: EvidenceKind | undefined) =>
  infiniteQueryOptions({
    queryKey: [...evidenceKey(systemId), 'list', kind],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/systems/{system_id}/evidence', {
          params: { path: { system_id: systemId }, query: { kind, cursor: pageParam, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    ...byCursor,
  });

/** All evidence of a system, to choose from. */
export const allEvidenceQuery = (systemId: string) =>
  queryOptions({
    queryKey: [...evidenceKey(systemId), 'all'],
    queryFn: ({ signal }) =>
      everyItem((cursor) =>
        body(
          api.GET('/api/systems/{system_id}/evidence', {
            params: { path: { system_id: systemId }, query: { cursor, limit: LARGEST_PAGE } },
            signal,
          }),
        ),
      ),
  });

export const contentAddress = (evidenceId: string): string => `/api/evidence/${evidenceId}/content`;
