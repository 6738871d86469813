const EMAIL_KEY = 'triplogger.email';

/** The address that a sign-up, a sign-in or a reset is about, kept from one step to the next, also over a reload. */
export const pendingEmail = {
  get: () => sessionStorage.getItem(EMAIL_KEY) ?? '',
  set: (email: string) => sessionStorage.setItem(EMAIL_KEY, email),
  clear: () => sessionStorage.removeItem(EMAIL_KEY),
};

/** What the sign-in page says on arrival. */
export type SignInNotice = 'confirmed' | 'passwordChanged' | 'closed';

export interface SignInState {
  /** Where to go afterwards. */
  from?: string;
  notice?: SignInNotice;
}
