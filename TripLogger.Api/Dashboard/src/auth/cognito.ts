import { Amplify, type ResourcesConfig } from 'aws-amplify';
import {
  type AuthUser,
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  fetchAuthSession,
  fetchMFAPreference,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signInWithRedirect,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import type { WebConfiguration } from '../api/types';
import { restoreSession, setSession } from './session';

export type { AuthUser };
export {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  fetchMFAPreference,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signInWithRedirect,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  verifyTOTPSetup,
};

const REFRESH_LOCK = 'triplogger-tokens';
const REFRESH_AHEAD_MS = 60_000;

let configured = false;
let tokenExpiresAt = 0;

/** Tells Amplify about the user pool, once. */
export function configure(config: WebConfiguration): void {
  if (configured) {
    return;
  }
  configured = true;
  Amplify.configure(toAmplify(config, `${location.origin}/`));
  Hub.listen('auth', ({ payload }) => {
    switch (payload.event) {
      case 'signedIn':
      case 'signInWithRedirect':
        void restoreSession();
        break;
      case 'signedOut':
        setSession({ status: 'signedOut' });
        break;
      case 'tokenRefresh_failure':
        if (isOver(payload.data.error)) {
          setSession({ status: 'signedOut', ended: true });
        }
        break;
    }
  });
}

/** The pool as Amplify names its parts. The identity pool is left out: nothing here needs AWS credentials. */
export function toAmplify(config: WebConfiguration, here: string): ResourcesConfig {
  return {
    Auth: {
      Cognito: {
        userPoolId: config.userPoolId,
        userPoolClientId: config.userPoolClientId,
        ...(config.userPoolEndpoint ? { userPoolEndpoint: config.userPoolEndpoint } : {}),
        loginWith: {
          email: true,
          ...(config.oauth
            ? {
                oauth: {
                  domain: config.oauth.domain,
                  scopes: config.oauth.scopes,
                  redirectSignIn: [here],
                  redirectSignOut: [here],
                  responseType: 'code' as const,
                },
              }
            : {}),
        },
      },
    },
  };
}

/** The signed-in user's id, or null. */
export async function currentUserId(): Promise<string | null> {
  const { userSub, tokens } = await fetchAuthSession();
  return tokens ? (userSub ?? null) : null;
}

/**
 * The access token. Amplify refreshes it; that this is done in one tab at a time spares the other tabs a refresh token
 * that has just been replaced.
 */
export async function currentToken(forceRefresh: boolean): Promise<string | null> {
  if (!forceRefresh && Date.now() < tokenExpiresAt - REFRESH_AHEAD_MS) {
    return fetchToken(false);
  }
  return 'locks' in navigator ? navigator.locks.request(REFRESH_LOCK, () => fetchToken(forceRefresh)) : fetchToken(forceRefresh);
}

/** Forgets this device's tokens and has Cognito revoke them, or those of all devices. */
export async function signOutOfPool(everywhere: boolean): Promise<void> {
  await signOut({ global: everywhere });
  tokenExpiresAt = 0;
}

async function fetchToken(forceRefresh: boolean): Promise<string | null> {
  const { tokens } = await fetchAuthSession({ forceRefresh });
  tokenExpiresAt = (tokens?.accessToken.payload.exp ?? 0) * 1000;
  return tokens?.accessToken.toString() ?? null;
}

const isOver = (error: unknown) => error instanceof Error && error.name !== 'NetworkError';
