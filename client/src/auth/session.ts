import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, body, setCsrfToken } from '../api/client';
import type { Account, Session } from '../api/types';
import { allows, type Permission } from './permissions';

function begin(session: Session): Session {
  setCsrfToken(session.csrf_token);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => begin(await body(api.GET('/api/auth/session'))),
  staleTime: Infinity,
  gcTime: Infinity,
  meta: { mayBeSignedOut: true },
});

/** The signed-in account. Only for components below the console route, which waits for the session. */
export function useAccount(): Account {
  return useSuspenseQuery(sessionQuery).data.account;
}

/** Whether the signed-in account may do something, for hiding what it may not. */
export function useCan(permission: Permission): boolean {
  return allows(useAccount().role, permission);
}

export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { email: string; password: string }) =>
      body(api.POST('/api/auth/sessions', { body: credentials })),
    meta: { mayBeSignedOut: true },
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, begin(session));
    },
  });
}

export function useSignOut() {
  return useMutation({ mutationFn: () => api.DELETE('/api/auth/session'), meta: { mayBeSignedOut: true } });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (change: { current_password: string; new_password: string }) =>
      api.PUT('/api/auth/password', { body: change }),
  });
}
