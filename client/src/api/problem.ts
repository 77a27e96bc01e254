/** An RFC 9457 problem as the server sends it; every member may be missing when a proxy answered instead. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  request_id?: string;
  errors?: { field: string; message: string }[] | null;
}

/** A request that the server refused or failed, with the words to show. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly problem: Problem,
    readonly requestId: string | null,
    /** Seconds after which another attempt is accepted, when the server said so. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem.detail ?? problem.title ?? sentenceFor(status));
  }

  get title(): string {
    return this.problem.title ?? sentenceFor(this.status);
  }

  /** Messages by field, without the leading "body." that tells where in the request the field stood. */
  get fieldErrors(): Record<string, string> {
    const entries = (this.problem.errors ?? []).map(({ field, message }) => [field.replace(/^body\./, ''), message]);
    return Object.fromEntries(entries) as Record<string, string>;
  }
}

/** The server could not be reached at all. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor() {
    super('The server cannot be reached. Check your connection; the console retries by itself.');
  }
}

function sentenceFor(status: number): string {
  if (status === 502 || status === 503 || status === 504) {
    return 'The platform is not available right now. Try again in a moment.';
  }
  return `The request failed with status ${status}.`;
}

/** Reads a refused response into an error, whatever its body turns out to be. */
export async function errorFrom(response: Response): Promise<ApiError> {
  let problem: Problem = {};
  if (/json/.test(response.headers.get('content-type') ?? '')) {
    problem = (await response.json().catch(() => ({}))) as Problem;
  }
  const requestId = problem.request_id ?? response.headers.get('x-request-id');
  const retryAfter = Number(response.headers.get('retry-after'));
  return new ApiError(response.status, problem, requestId, retryAfter > 0 ? retryAfter : null);
}

export function isStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}

/** One sentence for a toast or an alert. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}
