import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, ConnectionError, isStatus } from './problem';

const RETRIES = 3;

/** Retries what may pass: a lost connection, an overloaded or restarting server. Never what the server refused. */
export function shouldRetry(failures: number, error: unknown): boolean {
  const passing = error instanceof ConnectionError || (error instanceof ApiError && error.status >= 502);
  return passing && failures < RETRIES;
}

/** Makes the cache of the console. `onSessionEnd` is called when the server no longer knows the session. */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const endOn401 = (error: unknown, meta: Record<string, unknown> | undefined): void => {
    if (isStatus(error, 401) && !meta?.mayBeSignedOut) {
      onSessionEnd();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => endOn401(error, query.meta) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => endOn401(error, mutation.meta),
    }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
