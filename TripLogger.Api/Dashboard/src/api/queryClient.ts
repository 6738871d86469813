import { QueryClient } from '@tanstack/react-query';
import { getSession, subscribe } from '../auth/session';
import { getReachable, onReachable } from './connection';
import { ApiError } from './errors';

const RETRIES = 2;

/** What was read from the API. Failures are shown at once where trying again cannot help. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The browser's word on being online is a hint: the request decides.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) => failures < RETRIES && error instanceof ApiError && error.isTransient,
      retryDelay: (failures, error) => (error instanceof ApiError ? error.retryAfterMs : null) ?? 500 * 2 ** failures,
    },
    mutations: { networkMode: 'always' },
  },
});

// What could not be read while the API was away is read when it is back.
onReachable(() => {
  if (getReachable()) {
    void queryClient.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' || query.isStale() });
  }
});

// Whoever signs in next must not see a moment of what the last one had.
let lastUser: string | null = null;
subscribe(() => {
  const session = getSession();
  const user = session.status === 'signedIn' ? session.userId : null;
  if (user !== lastUser) {
    lastUser = user;
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === 'mine' });
  }
});
