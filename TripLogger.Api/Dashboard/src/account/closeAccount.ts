import { answer, api } from '../api/client';
import { readRetryAfter, toApiError } from '../api/errors';

const DEFAULT_WAIT_MS = 1_000;

/** Closes the account: asks again as long as the API says that there is more to delete. */
export async function closeAccount(wait: (ms: number) => Promise<void> = sleep): Promise<void> {
  for (;;) {
    const { response, error } = await answer(api.DELETE('/api/profile'));
    if (response.status === 204) {
      return;
    }
    if (response.status !== 202) {
      throw toApiError(response, error);
    }
    await wait(readRetryAfter(response.headers.get('Retry-After')) ?? DEFAULT_WAIT_MS);
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
