import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { everyItem, LARGEST_PAGE } from '../../api/pages';
import type { Frequency, Schedule } from '../../api/types';

export const FREQUENCIES: Record<Frequency, string> = {
  hourly: 'Hourly',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
};

/** The schedules of a system: at most one for each framework. */
export const schedulesQuery = (systemId: string) =>
  queryOptions({
    queryKey: ['systems', systemId, 'schedules'],
    queryFn: ({ signal }) =>
      everyItem((cursor) =>
        body(
          api.GET('/api/systems/{system_id}/schedules', {
            params: { path: { system_id: systemId }, query: { cursor, limit: LARGEST_PAGE } },
            signal,
          }),
        ),
      ),
  });

/** Sets how often a framework is executed on a system; null stops it. */
export function useSchedule(systemId: string, frameworkId: string) {
  const queryClient = useQueryClient();
  const path = { system_id: systemId, framework_id: frameworkId };
  const address = '/api/systems/{system_id}/schedules/{framework_id}' as const;
  return useMutation({
    mutationFn: async ({ frequency, current }: { frequency: Frequency | null; current: Schedule | undefined }) => {
      const etag = current && `"${current.version}"`;
      if (frequency) {
        // Only a change of what exists names a version; a new schedule has none.
        await api.PUT(address, { params: { path }, headers: { 'If-Match': etag }, body: { frequency } });
      } else if (etag) {
        await api.DELETE(address, { params: { path, header: { 'If-Match': etag } } });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: schedulesQuery(systemId).queryKey }),
  });
}
