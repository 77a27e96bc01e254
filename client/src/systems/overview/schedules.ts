import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Frequency, Schedule } from '../../api/types';

export const FREQUENCIES: Record<Frequency, string> = {
  hourly: 'Hourly',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
};

export const schedulesQuery = (systemId: string) =>
  queryOptions({
    queryKey: ['systems', systemId, 'schedules'],
    queryFn: ({ signal }) =>
      body(api.GET('/api/systems/{system_id}/schedules', { params: { path: { system_id: systemId } }, signal })),
    select: ({ items }) => items,
  });

/** Sets how often a framework is executed on a system; null stops it. */
export function useSchedule(systemId: string, frameworkId: string) {
  const queryClient = useQueryClient();
  const path = { system_id: systemId, framework_id: frameworkId };
  const address = '/api/systems/{system_id}/schedules/{framework_id}' as const;
  return useMutation({
    mutationFn: async ({ frequency, current }: { frequency: Frequency | null; current: Schedule | undefined }) => {
      const headers = current ? { 'If-Match': `"${current.version}"` } : {};
      if (frequency) {
        await api.PUT(address, { params: { path }, headers, body: { frequency } });
      } else {
        await api.DELETE(address, { params: { path }, headers });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: schedulesQuery(systemId).queryKey }),
  });
}
