import { describe, expect, test } from 'vitest';
import { ApiError, errorFrom } from './problem';

function problem(body: unknown, init: ResponseInit): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'Content-Type': 'application/problem+json', ...init.headers },
  });
}

describe('errorFrom', () => {
  test('takes message, fields and request id from a problem', async () => {
    const error = await errorFrom(
      problem(
        {
          title: 'Invalid request',
          detail: 'Two fields are wrong.',
          request_id: 'abc',
          errors: [
            { field: 'body.name', message: 'Too long.' },
            { field: 'body.sources.0.url', message: 'No address.' },
          ],
        },
        { status: 422 },
      ),
    );
    expect(error.message).toBe('Two fields are wrong.');
    expect(error.requestId).toBe('abc');
    expect(error.fieldErrors).toEqual({ name: 'Too long.', 'sources.0.url': 'No address.' });
  });

  test('reads how long to wait', async () => {
    const error = await errorFrom(problem({}, { status: 429, headers: { 'Retry-After': '900' } }));
    expect(error.retryAfter).toBe(900);
  });

  test('survives a page of the proxy instead of a problem', async () => {
    const answer = new Response('<h1>Bad gateway</h1>', {
      status: 502,
      headers: { 'Content-Type': 'text/html', 'X-Request-Id': 'from-the-header' },
    });
    const error = await errorFrom(answer);
    expect(error.message).toMatch(/not available right now/);
    expect(error.requestId).toBe('from-the-header');
  });

  test('survives JSON that is cut off', async () => {
    const error = await errorFrom(
      new Response('{"title": "Inv', { status: 500, headers: { 'Content-Type': 'application/json' } }),
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error.status).toBe(500);
  });
});
