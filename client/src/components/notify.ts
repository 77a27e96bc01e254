import { notifications } from '@mantine/notifications';
import { ApiError, messageOf } from '../api/problem';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', withBorder: true });
}

/** Tells of a failed action; the id of the request stands with it, for the support. */
export function notifyFailed(what: string, error: unknown): void {
  const id = error instanceof ApiError ? error.requestId : null;
  const message = id ? `${messageOf(error)} (request ${id})` : messageOf(error);
  notifications.show({ title: what, message, color: 'red', withBorder: true, autoClose: 10_000 });
}
