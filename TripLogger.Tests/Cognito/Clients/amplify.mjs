// A traveller's life with the Amplify library as its documentation writes it.
import assert from 'node:assert/strict';
import { Amplify } from 'aws-amplify';
import {
  autoSignIn, confirmResetPassword, confirmSignIn, confirmSignUp, confirmUserAttribute, deleteUser, fetchAuthSession, fetchUserAttributes,
  getCurrentUser, resendSignUpCode, resetPassword, setUpTOTP, signIn, signOut, signUp, updateMFAPreference, updatePassword,
  updateUserAttributes, verifyTOTPSetup,
} from 'aws-amplify/auth';
import * as OTPAuth from 'otpauth';
import { emulator, identityPoolId, newEmail, newestCode, password, userPoolClientId, userPoolId } from './setup.mjs';

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId,
      userPoolClientId,
      userPoolEndpoint: emulator,
      identityPoolId,
      identityPoolEndpoint: emulator,
      allowGuestAccess: true,
      loginWith: { email: true },
      passwordFormat: { minLength: 8 },
    },
  },
});

const step = name => console.log(`- ${name}`);
const rejects = (promise, name) => assert.rejects(promise, error => (assert.equal(error.name, name), true));
const email = newEmail();

step('guest credentials');
const guest = await fetchAuthSession();
assert.ok(guest.credentials.accessKeyId.startsWith('ASIA'));
assert.equal(guest.tokens, undefined);

step('sign-up with automatic sign-in');
const started = await signUp({ username: email, password, options: { userAttributes: { email }, autoSignIn: true } });
assert.equal(started.nextStep.signUpStep, 'CONFIRM_SIGN_UP');
assert.equal(started.nextStep.codeDeliveryDetails.destination, 't***@e***');
await rejects(signUp({ username: email.toUpperCase(), password, options: { userAttributes: { email } } }), 'UsernameExistsException');

step('resend and confirm');
await resendSignUpCode({ username: email });
await rejects(confirmSignUp({ username: email, confirmationCode: '0' }), 'CodeMismatchException');
const confirmed = await confirmSignUp({ username: email, confirmationCode: await newestCode(email) });
assert.equal(confirmed.nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
assert.equal((await autoSignIn()).isSignedIn, true);

step('signed-in credentials: the guest keeps the identity');
const session = await fetchAuthSession();
assert.equal(session.identityId, guest.identityId);
assert.equal(session.userSub, started.userId);
assert.equal((await fetchUserAttributes()).email_verified, 'true');

step('refresh');
const refreshed = await fetchAuthSession({ forceRefresh: true });
assert.notEqual(refreshed.tokens.accessToken.toString(), session.tokens.accessToken.toString());
assert.equal(refreshed.tokens.accessToken.payload.origin_jti, session.tokens.accessToken.payload.origin_jti);

step('sign-out with revocation');
const before = refreshed.tokens.accessToken.toString();
await signOut();
assert.equal((await call('GetUser', { AccessToken: before })).__type, 'NotAuthorizedException');

step('sign-in: wrong password, then the right one by SRP');
await rejects(signIn({ username: email, password: 'Wrong-horse-7' }), 'NotAuthorizedException');
assert.equal((await signIn({ username: email, password })).nextStep.signInStep, 'DONE');
assert.equal((await getCurrentUser()).userId, started.userId);

step('authenticator app');
const setup = await setUpTOTP();
const uri = setup.getSetupUri('TripLogger', email);
assert.match(uri.toString(), /^otpauth:\/\/totp\/TripLogger/);
const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(setup.sharedSecret) });
await rejects(verifyTOTPSetup({ code: '000000' }), 'EnableSoftwareTokenMFAException');
const first = totp.generate();
await verifyTOTPSetup({ code: first });
await updateMFAPreference({ totp: 'PREFERRED' });
await signOut();
const challenged = await signIn({ username: email, password });
assert.equal(challenged.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
await rejects(confirmSignIn({ challengeResponse: first === '000000' ? '000001' : '000000' }), 'CodeMismatchException');
// The next code: each works once.
const done = await confirmSignIn({ challengeResponse: totp.generate({ timestamp: Date.now() + 30_000 }) });
assert.equal(done.nextStep.signInStep, 'DONE');
await fetchAuthSession({ forceRefresh: true });
await updateMFAPreference({ totp: 'DISABLED' });

step('attributes: the old e-mail stays until the new one is verified');
const moved = newEmail();
const update = await updateUserAttributes({ userAttributes: { email: moved, name: 'Tina Traveller' } });
assert.equal(update.email.nextStep.updateAttributeStep, 'CONFIRM_ATTRIBUTE_WITH_CODE');
assert.equal((await fetchUserAttributes()).email, email);
await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await newestCode(moved) });
const attributes = await fetchUserAttributes();
assert.deepEqual([attributes.email, attributes.email_verified, attributes.name], [moved, 'true', 'Tina Traveller']);

step('change and reset of the password');
await updatePassword({ oldPassword: password, newPassword: 'Second-horse-8' });
await signOut();
assert.equal((await resetPassword({ username: moved })).nextStep.resetPasswordStep, 'CONFIRM_RESET_PASSWORD_WITH_CODE');
await confirmResetPassword({ username: moved, newPassword: 'Third-horse-9', confirmationCode: await newestCode(moved) });
await rejects(signIn({ username: moved, password: 'Second-horse-8' }), 'NotAuthorizedException');
assert.equal((await signIn({ username: moved, password: 'Third-horse-9' })).isSignedIn, true);

step('sign-out everywhere');
const everywhere = (await fetchAuthSession()).tokens.accessToken.toString();
await signOut({ global: true });
assert.equal((await call('GetUser', { AccessToken: everywhere })).__type, 'NotAuthorizedException');

step('delete');
await signIn({ username: moved, password: 'Third-horse-9' });
await deleteUser();
await rejects(signIn({ username: moved, password: 'Third-horse-9' }), 'NotAuthorizedException');

console.log('done');
process.exit(0);

async function call(operation, request) {
  const response = await fetch(emulator, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(request),
  });
  return response.json();
}
