import { texts } from '../texts';

/** What Cognito refuses, in words for the traveller. A code of an authenticator app cannot be sent anew. */
export function describeAuthError(error: unknown, code: 'mailed' | 'app' = 'mailed'): string {
  if (!(error instanceof Error)) {
    return texts.errors.unexpected;
  }
  // One class for several refusals: only this sentence is about the password.
  if (error.name === 'NotAuthorizedException' && !/incorrect username or password/i.test(error.message)) {
    return error.message;
  }
  const ofApp = code === 'app' && (texts.auth.appErrors as Record<string, string | undefined>)[error.name];
  if (ofApp) {
    return ofApp;
  }
  const known = (texts.auth.errors as Record<string, string | undefined>)[error.name];
  if (known) {
    return known;
  }
  // Cognito's own sentence, without the error's class before it.
  return error.message.replace(/^\w+ (?:error|Exception): /i, '') || texts.errors.unexpected;
}
