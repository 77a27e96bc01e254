import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../api/client';
import { everyItem, LARGEST_PAGE } from '../api/pages';

const MINUTES = 60_000;

/** The newest version of every framework; there are few, and they change with releases. */
export const frameworksQuery = queryOptions({
  queryKey: ['frameworks'],
  queryFn: ({ signal }) =>
    everyItem((cursor) =>
      body(api.GET('/api/frameworks', { params: { query: { cursor, limit: LARGEST_PAGE } }, signal })),
    ),
  staleTime: 5 * MINUTES,
});

export const frameworkQuery = (frameworkId: string) =>
  queryOptions({
    queryKey: ['frameworks', frameworkId],
    queryFn: ({ signal }) =>
      body(api.GET('/api/frameworks/{framework_id}', { params: { path: { framework_id: frameworkId } }, signal })),
    staleTime: 5 * MINUTES,
  });
