import createClient, { type Middleware } from 'openapi-fetch';
import { ConnectionError, errorFrom } from './problem';
import type { paths } from './schema';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

let csrfToken: string | null = null;

/** The token of the current session; every request that changes something carries it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function getCsrfToken(): string | null {
  return csrfToken;
}

const middleware: Middleware = {
  onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method) && csrfToken) {
      request.headers.set('X-CSRF-Token', csrfToken);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await errorFrom(response);
    }
    return response;
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === 'AbortError' ? error : new ConnectionError();
  },
};

/** The typed client of the API. Its calls throw `ApiError` when the server refuses, so callers read `data` alone. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin });
api.use(middleware);

interface Answer<Data> {
  data?: Data;
  response: Response;
}

/** The body of an answer that must have one. */
export async function body<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data } = await call;
  if (data === undefined) {
    throw new Error('The server answered without a body.');
  }
  return data;
}

/** A resource together with the ETag that a later change of it must name. */
export interface Versioned<Data> {
  data: Data;
  etag: string;
}

export async function versioned<Data>(call: Promise<Answer<Data>>): Promise<Versioned<Data>> {
  const { data, response } = await call;
  if (data === undefined) {
    throw new Error('The server answered without a body.');
  }
  return { data, etag: response.headers.get('etag') ?? '' };
}

/** A key for a creating request: a retry of the same request is answered with what the first one made. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}
