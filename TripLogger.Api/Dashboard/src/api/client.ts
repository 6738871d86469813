import createClient from 'openapi-fetch';
import { accessToken } from '../auth/session';
import { isFromProxy, reportReachable } from './connection';
import { ApiError, noAnswer, toApiError } from './errors';
import type { paths } from './schema';

const TIMEOUT_MS = 30_000;

/** What everyone may read. */
export const publicApi = createClient<paths>({ fetch: (request) => fetchInTime(request) });

/** What belongs to the signed-in traveller. */
export const api = createClient<paths>({ fetch: authorizedFetch });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data; anything but a success is thrown as an {@link ApiError}. */
export async function read<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer(call);
  if (!response.ok) {
    throw toApiError(response, error);
  }
  return data as T;
}

/** The same for who needs status and headers too. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    const got = await call;
    reportReachable(!isFromProxy(got.response));
    return got;
  } catch (cause) {
    if (cause instanceof ApiError || (cause instanceof DOMException && cause.name === 'AbortError')) {
      throw cause;
    }
    reportReachable(false);
    throw noAnswer(cause);
  }
}

/** The version of an item as its entity tag. */
export const entityTag = (version: number) => `"${version}"`;

async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetchInTime(withToken(request, await accessToken()));
  if (response.status !== 401) {
    return response;
  }
  // Revoked elsewhere, or this machine's clock is off: a fresh token decides.
  const fresh = await accessToken({ forceRefresh: true });
  return fresh ? fetchInTime(withToken(again, fresh)) : response;
}

function withToken(request: Request, token: string | null): Request {
  if (token) {
    request.headers.set('Authorization', `Bearer ${token}`);
  }
  return request;
}

function fetchInTime(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]) });
}
