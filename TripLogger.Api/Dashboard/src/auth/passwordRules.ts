import { texts } from '../texts';

/** The user pool's password policy, as TripLogger.Infra defines it. */
export const passwordRules: readonly { text: string; holds: (password: string) => boolean }[] = [
  { text: texts.auth.password.length, holds: (password) => password.length >= 10 },
  { text: texts.auth.password.lower, holds: (password) => /[a-z]/.test(password) },
  { text: texts.auth.password.upper, holds: (password) => /[A-Z]/.test(password) },
  { text: texts.auth.password.digit, holds: (password) => /[0-9]/.test(password) },
  // Those that Cognito counts: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
  { text: texts.auth.password.symbol, holds: (password) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/.test(password) },
];

/** The first rule that a new password breaks, or null. */
export function brokenRule(password: string): string | null {
  return passwordRules.find((rule) => !rule.holds(password))?.text ?? null;
}
