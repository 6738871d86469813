import { useSyncExternalStore } from 'react';
import { getReachable, onReachable } from '../api/connection';
import { noAnswer } from '../api/errors';
import { loadConfig } from '../config/config';
import { clearDrafts } from '../ui/drafts';

/** Who is signed in, as far as this tab knows. */
export type Session =
  | { status: 'loading' }
  | { status: 'signedOut'; ended?: boolean }
  | { status: 'signedIn'; userId: string }
  | { status: 'failed'; error: unknown };

// Where Amplify keeps tokens: CognitoIdentityServiceProvider.<client>.LastAuthUser and others.
const STORAGE_PREFIX = 'CognitoIdentityServiceProvider.';
const LAST_USER_SUFFIX = '.LastAuthUser';

let session: Session = mayBeSignedIn() ? { status: 'loading' } : { status: 'signedOut' };
let lastToken: string | null = null;
const listeners = new Set<() => void>();

export function getSession(): Session {
  return session;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, getSession);
}

/** The signed-in traveller; only for what is shown to them alone. */
export function useUserId(): string {
  const current = useSession();
  return current.status === 'signedIn' ? current.userId : '';
}

export function setSession(next: Session): void {
  if (session.status === 'signedIn' && next.status === 'signedIn' && session.userId === next.userId) {
    return;
  }
  session = next;
  for (const listener of listeners) {
    listener();
  }
}

/** Amplify and all that uses it: loaded when someone signs in or is signed in, so that visitors do not wait for it. */
export async function cognito() {
  const code = import('./cognito').catch((cause: unknown) => {
    throw noAnswer(cause);
  });
  const [module, config] = await Promise.all([code, loadConfig()]);
  module.configure(config);
  return module;
}

/** Finds out who is signed in, and follows what other tabs do. */
export async function startSession(): Promise<void> {
  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.endsWith(LAST_USER_SUFFIX)) {
      void restoreSession();
    }
  });
  onReachable(() => {
    if (getReachable() && session.status === 'failed') {
      void restoreSession();
    }
  });
  if (mayBeSignedIn()) {
    await restoreSession();
  }
}

/** Reads the session anew from what the browser keeps. */
export async function restoreSession(): Promise<void> {
  if (!mayBeSignedIn()) {
    setSession({ status: 'signedOut' });
    return;
  }
  const isReturning = isReturnFromProvider();
  try {
    const { currentUserId } = await cognito();
    const userId = await currentUserId();
    if (isReturning) {
      // The code of a social sign-in is used up, and is nobody's business.
      history.replaceState(null, '', userId ? '/trips' : '/sign-in');
    }
    setSession(userId ? { status: 'signedIn', userId } : { status: 'signedOut' });
  } catch (error) {
    // Without an answer from the network nobody is signed out.
    if (session.status !== 'signedIn') {
      setSession({ status: 'failed', error });
    }
  }
}

/** The token for the API, refreshed when needed; null when the session is over. */
export async function accessToken(options: { forceRefresh?: boolean } = {}): Promise<string | null> {
  const { currentToken } = await cognito();
  const token = await currentToken(options.forceRefresh ?? false);
  lastToken = token;
  if (!token && session.status === 'signedIn') {
    setSession({ status: 'signedOut', ended: true });
  }
  return token;
}

/** The token of the last request, for what has to be sent while the page is left: then there is no time to ask. */
export const getLastToken = () => lastToken;

/** Signs out on this device, or on all of them. What was typed and not saved goes too. */
export async function signOut(everywhere: boolean): Promise<void> {
  const { signOutOfPool } = await cognito();
  const user = session.status === 'signedIn' ? session.userId : null;
  await signOutOfPool(everywhere);
  if (user) {
    clearDrafts(user);
  }
  lastToken = null;
  setSession({ status: 'signedOut' });
}

/** After the account was closed: there is no user any more whose tokens Cognito could revoke. */
export const forgetSession = () => signOut(false);

function isReturnFromProvider(): boolean {
  const query = new URLSearchParams(location.search);
  return query.has('code') && query.has('state');
}

function mayBeSignedIn(): boolean {
  return (
    isReturnFromProvider() || Object.keys(localStorage).some((key) => key.startsWith(STORAGE_PREFIX) && key.endsWith(LAST_USER_SUFFIX))
  );
}
