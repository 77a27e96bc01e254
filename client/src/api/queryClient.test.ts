import { describe, expect, test, vi } from 'vitest';
import { ApiError, ConnectionError } from './problem';
import { createQueryClient, shouldRetry } from './queryClient';

const refused = (status: number) => new ApiError(status, {}, null);

describe('shouldRetry', () => {
  test('retries what may pass, a few times', () => {
    expect(shouldRetry(0, new ConnectionError())).toBe(true);
    expect(shouldRetry(2, refused(503))).toBe(true);
    expect(shouldRetry(3, refused(503))).toBe(false);
  });

  test.each([400, 401, 404, 409, 422, 500])('never retries a %i', (status) => {
    expect(shouldRetry(0, refused(status))).toBe(false);
  });
});

describe('a 401', () => {
  test('ends the session', async () => {
    const onSessionEnd = vi.fn<() => void>();
    const client = createQueryClient(onSessionEnd);
    const query = { queryKey: ['x'], queryFn: () => Promise.reject(refused(401)) };
    await expect(client.fetchQuery(query)).rejects.toThrow('status 401');
    expect(onSessionEnd).toHaveBeenCalledOnce();
  });

  test('is an answer like another where nobody need be signed in', async () => {
    const onSessionEnd = vi.fn<() => void>();
    const client = createQueryClient(onSessionEnd);
    const query = { queryKey: ['x'], queryFn: () => Promise.reject(refused(401)), meta: { mayBeSignedOut: true } };
    await expect(client.fetchQuery(query)).rejects.toThrow('status 401');
    expect(onSessionEnd).not.toHaveBeenCalled();
  });
});
