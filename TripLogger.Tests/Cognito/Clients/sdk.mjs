// An administrator's work with the AWS SDK.
import assert from 'node:assert/strict';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import * as identity from '@aws-sdk/client-cognito-identity';
import { emulator, identityPoolId, newEmail, newestCode, password, userPoolClientId, userPoolId } from './setup.mjs';

const options = { endpoint: emulator, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
const users = new idp.CognitoIdentityProviderClient(options);
const identities = new identity.CognitoIdentityClient(options);
const UserPoolId = userPoolId;
const ClientId = userPoolClientId;
const step = name => console.log(`- ${name}`);
const admin = (name, input) => users.send(new idp[`${name}Command`]({ UserPoolId, ...input }));
const rejects = (promise, name) => assert.rejects(promise, error => (assert.equal(error.name, name), true));

step('pools and clients');
const pool = (await admin('DescribeUserPool')).UserPool;
assert.equal(pool.Id, UserPoolId);
assert.ok(pool.CreationDate instanceof Date);
assert.equal((await admin('DescribeUserPoolClient', { ClientId })).UserPoolClient.ClientId, ClientId);
const pages = [];
for await (const page of idp.paginateListUserPools({ client: users, pageSize: 1 }, { MaxResults: 1 })) pages.push(...page.UserPools);
assert.ok(pages.some(listed => listed.Id === UserPoolId));

step('an invited user sets a password of their own');
const Username = newEmail();
const created = (await admin('AdminCreateUser', {
  Username,
  UserAttributes: [{ Name: 'email', Value: Username }, { Name: 'email_verified', Value: 'true' }],
  DesiredDeliveryMediums: ['EMAIL'],
})).User;
assert.equal(created.UserStatus, 'FORCE_CHANGE_PASSWORD');
await admin('AdminCreateUser', { Username, MessageAction: 'RESEND' });
const invited = await admin('AdminInitiateAuth', {
  ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: await newestCode(Username) },
});
assert.equal(invited.ChallengeName, 'NEW_PASSWORD_REQUIRED');
const answer = NEW_PASSWORD => admin('AdminRespondToAuthChallenge', {
  ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: invited.Session, ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
});
await rejects(answer('weak'), 'InvalidPasswordException');
const signedIn = (await answer(password)).AuthenticationResult;
assert.equal((await admin('AdminGetUser', { Username })).UserStatus, 'CONFIRMED');
await rejects(answer(password), 'NotAuthorizedException');

step('groups are in the tokens');
for (const [GroupName, Precedence] of [['guides', 2], ['editors', 1]]) {
  await admin('CreateGroup', { GroupName, Precedence, RoleArn: `arn:aws:iam::000000000000:role/${GroupName}` });
  await admin('AdminAddUserToGroup', { Username, GroupName });
}
await rejects(admin('CreateGroup', { GroupName: 'guides' }), 'GroupExistsException');
const withGroups = await signIn(Username, password);
const claims = JSON.parse(Buffer.from(withGroups.IdToken.split('.')[1], 'base64url'));
assert.deepEqual(claims['cognito:groups'], ['editors', 'guides']);
assert.equal(claims['cognito:preferred_role'], 'arn:aws:iam::000000000000:role/editors');
assert.equal((await admin('ListUsersInGroup', { GroupName: 'guides' })).Users[0].Username, created.Username);
await admin('AdminRemoveUserFromGroup', { Username, GroupName: 'guides' });
await admin('UpdateGroup', { GroupName: 'editors', Description: 'They write.' });
assert.equal((await admin('GetGroup', { GroupName: 'editors' })).Group.Description, 'They write.');
await admin('DeleteGroup', { GroupName: 'guides' });
assert.deepEqual((await admin('AdminListGroupsForUser', { Username })).Groups.map(group => group.GroupName), ['editors']);
assert.equal((await admin('ListGroups')).Groups.length, 1);

step('users are found and listed in pages');
const others = await Promise.all(Array.from({ length: 5 }, async () => {
  const other = newEmail();
  await users.send(new idp.SignUpCommand({ ClientId, Username: other, Password: password, UserAttributes: [{ Name: 'email', Value: other }] }));
  return other;
}));
const find = async Filter => (await admin('ListUsers', { Filter })).Users;
assert.equal((await find(`email = "${Username}"`))[0].Username, created.Username);
assert.equal((await find(`sub = "${created.Username}"`)).length, 1);
assert.equal((await find('cognito:user_status = "UNCONFIRMED"')).length, 5);
assert.equal((await find('email ^= "traveller-"')).length, 6);
assert.equal((await find('status = "Disabled"')).length, 0);
await rejects(find('nonsense'), 'InvalidParameterException');
await rejects(find('shoe_size = "42"'), 'InvalidParameterException');
const listed = [];
let PaginationToken;
do {
  const page = await admin('ListUsers', { Limit: 4, PaginationToken, AttributesToGet: ['email'] });
  listed.push(...page.Users);
  PaginationToken = page.PaginationToken;
} while (PaginationToken);
assert.equal(new Set(listed.map(user => user.Username)).size, 6);
assert.deepEqual(listed[0].Attributes.map(attribute => attribute.Name), ['email']);

step('confirm, set password, reset, disable, enable, sign out, delete');
const [other, another] = others;
await admin('AdminConfirmSignUp', { Username: other });
await signIn(other, password);
await admin('AdminSetUserPassword', { Username: another, Password: 'Another-horse-7', Permanent: true });
await signIn(another, 'Another-horse-7');
await admin('AdminUpdateUserAttributes', { Username: other, UserAttributes: [{ Name: 'email_verified', Value: 'true' }, { Name: 'name', Value: 'Otto' }] });
await admin('AdminDeleteUserAttributes', { Username: other, UserAttributeNames: ['name'] });
await admin('AdminResetUserPassword', { Username: other });
await rejects(signIn(other, password), 'PasswordResetRequiredException');
await users.send(new idp.ConfirmForgotPasswordCommand({ ClientId, Username: other, ConfirmationCode: await newestCode(other), Password: 'Reset-horse-7' }));
const running = await signIn(other, 'Reset-horse-7');
await admin('AdminDisableUser', { Username: other });
await rejects(signIn(other, 'Reset-horse-7'), 'NotAuthorizedException');
await rejects(users.send(new idp.GetUserCommand({ AccessToken: running.AccessToken })), 'NotAuthorizedException');
await admin('AdminEnableUser', { Username: other });
const again = await signIn(other, 'Reset-horse-7');
await admin('AdminUserGlobalSignOut', { Username: other });
await rejects(users.send(new idp.GetUserCommand({ AccessToken: again.AccessToken })), 'NotAuthorizedException');
await admin('AdminDeleteUser', { Username: other });
await rejects(admin('AdminGetUser', { Username: other }), 'UserNotFoundException');

step('identities: guests, logins and what is refused');
const IdentityPoolId = identityPoolId;
const get = (name, input) => identities.send(new identity[`${name}Command`](input));
const login = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
const Logins = { [login]: signedIn.IdToken };
const guest = (await get('GetId', { IdentityPoolId })).IdentityId;
assert.ok((await get('GetCredentialsForIdentity', { IdentityId: guest })).Credentials.Expiration > new Date());
const upgraded = await get('GetCredentialsForIdentity', { IdentityId: guest, Logins });
assert.equal(upgraded.IdentityId, guest);
assert.equal((await get('GetId', { IdentityPoolId, Logins })).IdentityId, guest);
await rejects(get('GetCredentialsForIdentity', { IdentityId: guest }), 'NotAuthorizedException');
const secondGuest = (await get('GetId', { IdentityPoolId })).IdentityId;
assert.equal((await get('GetCredentialsForIdentity', { IdentityId: secondGuest, Logins })).IdentityId, guest);
await rejects(get('GetCredentialsForIdentity', { IdentityId: secondGuest }), 'ResourceNotFoundException');
const stranger = await signIn(another, 'Another-horse-7');
await rejects(get('GetCredentialsForIdentity', { IdentityId: guest, Logins: { [login]: stranger.IdToken } }), 'NotAuthorizedException');
for (const token of [signedIn.AccessToken, signedIn.IdToken.slice(0, -6) + 'AAAAAA', 'nonsense']) {
  await rejects(get('GetId', { IdentityPoolId, Logins: { [login]: token } }), 'NotAuthorizedException');
}
await rejects(get('GetId', { IdentityPoolId, Logins: { 'accounts.google.com': signedIn.IdToken } }), 'NotAuthorizedException');
const openId = await get('GetOpenIdToken', { IdentityId: guest, Logins });
const identityClaims = JSON.parse(Buffer.from(openId.Token.split('.')[1], 'base64url'));
assert.equal(identityClaims.sub, guest);
assert.equal(identityClaims.aud, IdentityPoolId);
assert.deepEqual(identityClaims.amr.slice(0, 2), ['authenticated', login]);
assert.ok((await get('ListIdentityPools', { MaxResults: 60 })).IdentityPools.some(found => found.IdentityPoolId === IdentityPoolId));

step('deletion');
await admin('DeleteUserPoolClient', { ClientId });
await rejects(admin('DescribeUserPoolClient', { ClientId }), 'ResourceNotFoundException');
await admin('DeleteUserPool');
await rejects(admin('DescribeUserPool'), 'ResourceNotFoundException');
console.log('done');

async function signIn(USERNAME, PASSWORD) {
  const response = await users.send(new idp.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } }));
  return response.AuthenticationResult;
}
