import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../api/client';

const REFRESH_MILLISECONDS = 30_000;

export const postureQuery = queryOptions({
  queryKey: ['posture'],
  queryFn: ({ signal }) => body(api.GET('/api/posture', { signal })),
  refetchInterval: REFRESH_MILLISECONDS,
});

export const historyQuery = (days: number) =>
  queryOptions({
    queryKey: ['posture', 'history', days],
    queryFn: ({ signal }) => body(api.GET('/api/posture/history', { params: { query: { days } }, signal })),
    staleTime: 60_000,
  });
