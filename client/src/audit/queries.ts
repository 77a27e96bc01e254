import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api, body, idempotencyKey } from '../api/client';
import { byCursor } from '../api/pages';

export interface AuditFilters {
  subject_type?: string | undefined;
  subject_id?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
}

const PAGE_SIZE = 50;

export const entriesQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/audit/entries', {
          params: { query: { ...filters, cursor: pageParam, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    ...byCursor,
  });

/** Recomputes the chain of entries and the hashes of every stored object. */
export function useVerify() {
  return useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/audit/verifications', {
          body: { objects: true },
          headers: { 'Idempotency-Key': idempotencyKey() },
        }),
      ),
  });
}
