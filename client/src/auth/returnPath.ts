/**
 * Where to go after signing in. Only paths of this console are followed: an address that leads elsewhere
 * (`//host`, `https://host`, `/\host`) could be planted in a link to the sign-in page.
 */
export function returnPath(wanted: string | undefined): string {
  const ownPath = wanted !== undefined && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in');
  return ownPath ? wanted : '/';
}
