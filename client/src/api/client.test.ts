import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';

const fetchStub = vi.fn<(request: Request) => Promise<Response>>();

/** The client takes `fetch` when it is made, so each test makes its own. */
async function freshClient() {
  vi.resetModules();
  vi.stubGlobal('fetch', fetchStub);
  vi.stubGlobal('location', { origin: 'https://console.test' });
  return import('./client');
}

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...init.headers }, ...init });

beforeEach(() => {
  fetchStub.mockReset();
});

afterAll(() => {
  vi.unstubAllGlobals();
});

describe('the CSRF token', () => {
  test('goes with changes and not with reads', async () => {
    const { api, setCsrfToken } = await freshClient();
    setCsrfToken('token');
    fetchStub.mockImplementation(async () => json({}));
    await api.GET('/api/auth/session');
    await api.POST('/api/auth/sessions', { body: { email: 'a@example.org', password: 'secret' } });
    const sent = fetchStub.mock.calls.map(([request]) => request.headers.get('X-CSRF-Token'));
    expect(sent).toEqual([null, 'token']);
  });
});

describe('an answer', () => {
  test('is thrown as an error when the server refuses', async () => {
    const { api, body } = await freshClient();
    fetchStub.mockResolvedValue(json({ detail: 'No such system.' }, { status: 404 }));
    await expect(body(api.GET('/api/auth/session'))).rejects.toThrow('No such system.');
  });

  test('that never comes is a connection error', async () => {
    const { api, body } = await freshClient();
    fetchStub.mockImplementation(async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(body(api.GET('/api/auth/session'))).rejects.toThrow('The server cannot be reached');
  });

  test('carries its version', async () => {
    const { api, versioned } = await freshClient();
    fetchStub.mockResolvedValue(json({ id: '1' }, { headers: { 'Content-Type': 'application/json', ETag: '"7"' } }));
    expect((await versioned(api.GET('/api/auth/session'))).etag).toBe('"7"');
  });
});
