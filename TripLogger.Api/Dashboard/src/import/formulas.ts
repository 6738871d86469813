// A spreadsheet takes what begins so for a formula: https://owasp.org/www-community/attacks/CSV_Injection
const formula = /^'*[=+\-@\t＝＋－＠]/;

/** Text that no spreadsheet runs: an apostrophe in front makes it text. What has apostrophes already gets one more, so that none is lost on the way back. */
export const protect = (text: string) => (formula.test(text) ? `'${text}` : text);

/** Whether a text looks like a protected one. */
export const isProtected = (text: string) => text.startsWith("'") && formula.test(text);

/** The text that was protected. */
export const unprotect = (text: string) => (isProtected(text) ? text.slice(1) : text);
