import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, body, idempotencyKey } from '../api/client';
import { byCursor, everyItem, LARGEST_PAGE } from '../api/pages';
import type { AttestationCreate, Execution, ExecutionStatus } from '../api/types';
import { isActive, ProgressWatch } from './polling';

export interface ExecutionFilters {
  system_id?: string | undefined;
  framework_id?: string | undefined;
  status?: ExecutionStatus | undefined;
}

const PAGE_SIZE = 50;
const LIST_REFRESH_MILLISECONDS = 3_000;

export const executionsQuery = (filters: ExecutionFilters) =>
  infiniteQueryOptions({
    queryKey: ['executions', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/executions', { params: { query: { ...filters, cursor: pageParam, limit: PAGE_SIZE } }, signal }),
      ),
    ...byCursor,
    refetchInterval: (query) => {
      const running = query.state.data?.pages.some((page) => page.items.some(({ status }) => isActive(status)));
      return running ? LIST_REFRESH_MILLISECONDS : false;
    },
  });

/** The newest execution of a framework on a system, or null when there is none. */
export const latestExecutionQuery = (systemId: string, frameworkId: string) =>
  queryOptions({
    queryKey: ['executions', 'latest', systemId, frameworkId],
    queryFn: async ({ signal }) => {
      const query = { system_id: systemId, framework_id: frameworkId, limit: 1 };
      const page = await body(api.GET('/api/executions', { params: { query }, signal }));
      return page.items[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data && isActive(state.data.status) ? 1_000 : false),
  });

export const executionQuery = (executionId: string) =>
  queryOptions({
    queryKey: ['executions', executionId],
    queryFn: ({ signal }) =>
      body(api.GET('/api/executions/{execution_id}', { params: { path: { execution_id: executionId } }, signal })),
  });

/** All control results of an execution; there are as many as the framework has controls. */
export const resultsQuery = (executionId: string) =>
  queryOptions({
    queryKey: ['executions', executionId, 'results'],
    queryFn: ({ signal }) =>
      everyItem((cursor) =>
        body(
          api.GET('/api/executions/{execution_id}/results', {
            params: { path: { execution_id: executionId }, query: { cursor, limit: LARGEST_PAGE } },
            signal,
          }),
        ),
      ),
  });

/** What an execution that ended has changed elsewhere. */
async function forgetStale(queryClient: QueryClient, execution: Execution): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['posture'] }),
    queryClient.invalidateQueries({ queryKey: ['executions', 'list'] }),
    queryClient.invalidateQueries({ queryKey: ['executions', 'latest', execution.system_id] }),
  ]);
}

/** An execution, followed until it is over. */
export function useExecution(executionId: string) {
  const queryClient = useQueryClient();
  const [watch] = useState(() => new ProgressWatch());
  const query = useQuery({
    ...executionQuery(executionId),
    refetchInterval: ({ state }) => (state.data ? watch.next(state.data, Date.now()) : false),
  });
  const execution = query.data;
  const wasActive = useRef(false);
  useEffect(() => {
    if (!execution) {
      return;
    }
    const active = isActive(execution.status);
    if (wasActive.current && !active) {
      void forgetStale(queryClient, execution);
    }
    wasActive.current = active;
  }, [execution, queryClient]);
  return query;
}

/** Asks for an execution of a framework on a system. */
export function useExecute(systemId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (frameworkId: string) =>
      body(
        api.POST('/api/executions', {
          body: { system_id: systemId, framework_id: frameworkId },
          headers: { 'Idempotency-Key': idempotencyKey() },
        }),
      ),
    onSuccess: async (execution) => {
      queryClient.setQueryData(latestExecutionQuery(systemId, execution.framework_id).queryKey, execution);
      await queryClient.invalidateQueries({ queryKey: ['executions', 'list'] });
    },
  });
}

/** Records an auditor's decision of a control. It counts from the next execution on. */
export function useAttest() {
  return useMutation({
    mutationFn: ({ attestation, key }: { attestation: AttestationCreate; key: string }) =>
      body(api.POST('/api/attestations', { body: attestation, headers: { 'Idempotency-Key': key } })),
  });
}
