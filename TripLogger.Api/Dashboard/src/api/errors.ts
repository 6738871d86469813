import { texts } from '../texts';

/** What went wrong with a request, in words for the traveller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    /** Messages by the JSON path of the member they are about, such as `destination.name`. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** How long the server asks to wait. */
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  /** Whether the same request may succeed later. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** No answer came, to a request or for a part of the page. */
export function noAnswer(cause: unknown): ApiError {
  const isOffline = typeof navigator !== 'undefined' && !navigator.onLine;
  return new ApiError(0, isOffline ? texts.errors.offline : texts.errors.unreachable, {}, null, { cause });
}

/** Reads an answer that is no success: a problem (RFC 9457) of the API, or `{message}` of the gateway before it. */
export function toApiError(response: Response, body: unknown): ApiError {
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const fields: Record<string, string> = {};
  if (typeof problem.errors === 'object' && problem.errors !== null) {
    for (const [path, messages] of Object.entries(problem.errors)) {
      fields[path] = Array.isArray(messages) ? messages.join(' ') : String(messages);
    }
  }
  return new ApiError(
    response.status,
    messageOf(response.status, problem, fields),
    fields,
    readRetryAfter(response.headers.get('Retry-After')),
  );
}

/** Retry-After in milliseconds: seconds or an HTTP date. */
export function readRetryAfter(header: string | null, now = Date.now()): number | null {
  if (!header) {
    return null;
  }
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

/** Any error as a sentence. */
export function describe(error: unknown): string {
  return error instanceof Error && error.message ? error.message : texts.errors.unexpected;
}

function messageOf(status: number, problem: Record<string, unknown>, fields: Record<string, string>): string {
  if (Object.keys(fields).length > 0) {
    return texts.errors.invalid;
  }
  const known = texts.errors.byStatus[status];
  if (known) {
    return known;
  }
  if (typeof problem.detail === 'string' && status < 500) {
    return problem.detail;
  }
  if (status === 502 || status === 504) {
    return texts.errors.unreachable;
  }
  return status >= 500 ? texts.errors.server : texts.errors.refused(status);
}
