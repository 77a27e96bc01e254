import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { setCsrfToken } from '../api/client';

/** Leads to the sign-in page once the server no longer knows the session, keeping the way back. */
export async function endSession(router: AnyRouter, queryClient: QueryClient): Promise<void> {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') {
    return;
  }
  setCsrfToken(null);
  await router.navigate({ to: '/sign-in', search: { return_to: href, expired: true }, replace: true });
  queryClient.clear();
}
