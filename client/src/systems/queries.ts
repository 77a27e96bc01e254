import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, type Versioned, versioned } from '../api/client';
import { byCursor } from '../api/pages';
import type { components } from '../api/schema';
import type { Lifecycle, RiskTier, System, SystemCreate } from '../api/types';

export type SystemUpdate = components['schemas']['SystemUpdate'];

export interface SystemFilters {
  search?: string | undefined;
  risk_tier?: RiskTier | undefined;
  lifecycle?: Lifecycle | undefined;
}

const PAGE_SIZE = 50;

export const systemsQuery = (filters: SystemFilters) =>
  infiniteQueryOptions({
    queryKey: ['systems', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      body(api.GET('/api/systems', { params: { query: { ...filters, cursor: pageParam, limit: PAGE_SIZE } }, signal })),
    ...byCursor,
  });

export const systemQuery = (systemId: string) =>
  queryOptions({
    queryKey: ['systems', systemId],
    queryFn: ({ signal }) =>
      versioned(api.GET('/api/systems/{system_id}', { params: { path: { system_id: systemId } }, signal })),
  });

export function useCreateSystem() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ system, key }: { system: SystemCreate; key: string }) =>
      body(api.POST('/api/systems', { body: system, headers: { 'Idempotency-Key': key } })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['systems', 'list'] }),
        queryClient.invalidateQueries({ queryKey: ['posture'] }),
      ]),
  });
}

interface Change {
  update: SystemUpdate;
  /** The version the change was made on; the server refuses it when there is a newer one. */
  etag: string;
}

/** Changes a system. A 412 means that somebody else changed it meanwhile. */
export function useUpdateSystem(systemId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ update, etag }: Change) =>
      versioned(
        api.PATCH('/api/systems/{system_id}', {
          params: { path: { system_id: systemId }, header: { 'If-Match': etag } },
          body: update,
        }),
      ),
    onSuccess: async (changed: Versioned<System>) => {
      queryClient.setQueryData(systemQuery(systemId).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: ['systems', 'list'] });
      await queryClient.invalidateQueries({ queryKey: ['posture'] });
    },
  });
}

export function useDeleteSystem(systemId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (etag: string) =>
      api.DELETE('/api/systems/{system_id}', {
        params: { path: { system_id: systemId }, header: { 'If-Match': etag } },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['systems', 'list'] });
      await queryClient.invalidateQueries({ queryKey: ['posture'] });
    },
  });
}
