// What the test hands over: where the emulator is and which pools to use.
export const emulator = process.env.EMULATOR_URL;
export const userPoolId = process.env.USER_POOL_ID;
export const userPoolClientId = process.env.USER_POOL_CLIENT_ID;
export const identityPoolId = process.env.IDENTITY_POOL_ID;

export const password = 'Correct-horse-7';
export const newEmail = () => `traveller-${crypto.randomUUID()}@example.com`;

/** The newest code that was sent to an address. */
export async function newestCode(email) {
  const response = await fetch(new URL(`/inbox.json?limit=1&to=${encodeURIComponent(email)}`, emulator));
  const { items } = await response.json();
  return items[0].code;
}
