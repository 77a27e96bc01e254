/** Who did something, as the audit log names it: `account:<e-mail>`, `account:<e-mail>/token:<id>`, or a process. */
export function actorName(actor: string): string {
  const account = /^account:([^/]+)(\/token:.+)?$/.exec(actor);
  if (!account) {
    return actor;
  }
  return account[2] ? `${account[1]} (token)` : (account[1] ?? actor);
}
