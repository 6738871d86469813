PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE user_pools (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO user_pools VALUES('us-east-1_UKvTTLNe2','upgrade','{"Id":"us-east-1_UKvTTLNe2","Name":"upgrade","Arn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_UKvTTLNe2","SchemaAttributes":[{"Name":"sub","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":false,"Required":true,"StringAttributeConstraints":{"MinLength":"1","MaxLength":"2048"}},{"Name":"name","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"given_name","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"family_name","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"middle_name","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"nickname","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"preferred_username","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"profile","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"picture","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"website","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":true,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"gender","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"zoneinfo","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"locale","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"phone_number","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"address","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}},{"Name":"birthdate","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"10","MaxLength":"10"}},{"Name":"email_verified","AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false},{"Name":"phone_number_verified","AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false},{"Name":"updated_at","AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"NumberAttributeConstraints":{"MinValue":"0"}}],"UsernameAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false},"CreationDate":1795711444.443,"LastModifiedDate":1795711444.443,"AutoVerifiedAttributes":["email"]}',1795711444443);
CREATE TABLE user_pool_clients (
    id TEXT PRIMARY KEY, pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE,
    name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO user_pool_clients VALUES('1dywgsfx0gneyekwaau225u6sa','us-east-1_UKvTTLNe2','web','{"UserPoolId":"us-east-1_UKvTTLNe2","ClientName":"web","ClientId":"1dywgsfx0gneyekwaau225u6sa","CreationDate":1795711444.866,"LastModifiedDate":1795711444.866,"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH","ALLOW_USER_PASSWORD_AUTH"],"PreventUserExistenceErrors":"ENABLED","EnableTokenRevocation":true,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60}}',1795711444866);
CREATE TABLE users (
    pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE, username TEXT NOT NULL,
    sub TEXT NOT NULL, status TEXT NOT NULL, enabled INTEGER NOT NULL, attributes TEXT NOT NULL,
    salt BLOB, verifier BLOB, password_set_at INTEGER NOT NULL,
    totp_secret TEXT, totp_enabled INTEGER NOT NULL, totp_last_step INTEGER NOT NULL,
    wrong_passwords INTEGER NOT NULL, last_wrong_password_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, totp_pending TEXT,
    PRIMARY KEY (pool_id, username)) STRICT;
INSERT INTO users VALUES('us-east-1_UKvTTLNe2','498cb80e-b000-4d78-ab61-0319a48d34c2','498cb80e-b000-4d78-ab61-0319a48d34c2','CONFIRMED',1,'{"email":"confirmed@example.com","email_verified":"true"}',X'f25a158d414c8b82b996e95b54eaae08',X'0564331d7a248a04591fcf4cc98a9ad4c257dd6073c2624d0727922def6f8bc1940323718748caf532f880100f4577c98bf2a0a9086ae82a4764be3daff16e5664f37fde327f8d0646133ffa15dbcaf429b31611824126f1bf97c7ae6514f96002fadcde8ac4a0bb0b10d8cea87990ad4800d24b160018ddba7989b175f5346ababa7cf1369393ccf0539c77effe731756a02652165a38927dad6161fb9256b0fce4de90f8b2af107624252ab13eceb65b3fd0415738de260fba49a899e475a4d0a17548f3a857a2d25514d648db8d325026382ae532d91248ec6aeba1fdb05e460a8c6f2c81ae846319b994f9698ba536d6849438de2659ac7e129459c9dc9963a83c28386785db22c8f8e75698c3d837963ff183c40e4bfb6af658aeb984fa7cb682b4895b650ec34559204e72edb568922d0db08947e5ca8897916b94c074aa98777f0bd9ce59a3ea07a4c2c4970e193e12ac45e5e2f68d5dabeccea542eb6e71803d370861f2c776f9835d15fd987bcb6f7e055ade2d0bf9edcaa63ac767',1795711445070,NULL,0,0,1,1795711447094,1795711445070,1795711447125,NULL);
INSERT INTO users VALUES('us-east-1_UKvTTLNe2','7189be3f-bec2-4c82-bde4-7d38795b76a2','7189be3f-bec2-4c82-bde4-7d38795b76a2','UNCONFIRMED',1,'{"email":"waiting@example.com","email_verified":"false"}',X'e64921dfa0beab280aa9fa5b4522f743',X'92db2181bcd141618ee3b11d807b89eaee1ee3a3dd861544951408d5abe993a4b5a0294d5a6d278bab1bbef9db50b08ce34e2e5d9573083d3e1f02ec8818f244fdfa2ead0c05ff8c068c335701f9a3965b33b0b14c8a57d2515ae6dea24417d9847893b8b5ec140048a6bb6423c43982973f2a79be15714313511e4cef72124e66436e4e206bf415ce3d1724b6f1c088e73f60759f337ee4fd0414674097caef86f7f470d1a1198ade6ab2af992a2f3a4c2bbec7b70288c887530c15805b94e5135a27e9004baffd377f64843c639084324bc23ee512121c42aec1fcfc0a580d0efb964486413adc882956921e65151d36780d457f8852518e5dba06f116f2a674168b99a8c790479c0c3762c72152bfc513126ded2e755adc3a88aa52dd7ec5e5bfdc2a6e5d1abc218ad02aeabc70d91b7cbf969a094592e9684d8e2bb02bfb1666d334396bbf4c712ceeb8561d96de1dd68fb8ef505a42e6dec4648675ff64c9fa10133a3ad2670b3364f3040f1e59589ff436ac4849bf139caf5851d1561c',1795711446930,NULL,0,0,0,-62135596800000,1795711446930,1795711446930,NULL);
CREATE TABLE sign_in_names (
    pool_id TEXT NOT NULL, name TEXT NOT NULL, username TEXT NOT NULL,
    PRIMARY KEY (pool_id, name),
    FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO sign_in_names VALUES('us-east-1_UKvTTLNe2','498cb80e-b000-4d78-ab61-0319a48d34c2','498cb80e-b000-4d78-ab61-0319a48d34c2');
INSERT INTO sign_in_names VALUES('us-east-1_UKvTTLNe2','confirmed@example.com','498cb80e-b000-4d78-ab61-0319a48d34c2');
INSERT INTO sign_in_names VALUES('us-east-1_UKvTTLNe2','7189be3f-bec2-4c82-bde4-7d38795b76a2','7189be3f-bec2-4c82-bde4-7d38795b76a2');
INSERT INTO sign_in_names VALUES('us-east-1_UKvTTLNe2','waiting@example.com','7189be3f-bec2-4c82-bde4-7d38795b76a2');
CREATE TABLE codes (
    pool_id TEXT NOT NULL, username TEXT NOT NULL, purpose TEXT NOT NULL,
    code TEXT NOT NULL, new_value TEXT, expires_at INTEGER NOT NULL,
    PRIMARY KEY (pool_id, username, purpose),
    FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO codes VALUES('us-east-1_UKvTTLNe2','498cb80e-b000-4d78-ab61-0319a48d34c2','reset','907559',NULL,4102444800000);
INSERT INTO codes VALUES('us-east-1_UKvTTLNe2','7189be3f-bec2-4c82-bde4-7d38795b76a2','sign-up','491452',NULL,4102444800000);
CREATE TABLE attempts (
    pool_id TEXT NOT NULL, username TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY (pool_id, username, kind),
    FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    code TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL) STRICT;
CREATE TABLE sign_ins (
    event_id TEXT PRIMARY KEY, origin_jti TEXT NOT NULL, pool_id TEXT NOT NULL, username TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES user_pool_clients(id) ON DELETE CASCADE,
    auth_time INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY, event_id TEXT NOT NULL REFERENCES sign_ins(event_id) ON DELETE CASCADE,
    ends_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE groups (
    pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE, name TEXT NOT NULL,
    document TEXT NOT NULL, PRIMARY KEY (pool_id, name)) STRICT, WITHOUT ROWID;
CREATE TABLE group_members (
    pool_id TEXT NOT NULL, group_name TEXT NOT NULL, username TEXT NOT NULL,
    PRIMARY KEY (pool_id, username, group_name),
    FOREIGN KEY (pool_id, group_name) REFERENCES groups(pool_id, name) ON DELETE CASCADE,
    FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE identity_pools (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE identities (
    id TEXT PRIMARY KEY, identity_pool_id TEXT NOT NULL REFERENCES identity_pools(id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL) STRICT;
CREATE TABLE identity_logins (
    identity_pool_id TEXT NOT NULL, provider TEXT NOT NULL, subject TEXT NOT NULL,
    identity_id TEXT NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
    PRIMARY KEY (identity_pool_id, provider, subject)) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
CREATE INDEX user_pool_clients_of_pool ON user_pool_clients (pool_id);
CREATE INDEX users_by_age ON users (pool_id, created_at);
CREATE INDEX sign_in_names_of_user ON sign_in_names (pool_id, username);
CREATE INDEX messages_by_recipient ON messages (recipient, number);
CREATE INDEX sign_ins_of_user ON sign_ins (pool_id, username);
CREATE INDEX sign_ins_of_client ON sign_ins (client_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);
CREATE INDEX refresh_tokens_of_sign_in ON refresh_tokens (event_id);
CREATE INDEX group_members_of_group ON group_members (pool_id, group_name, username);
CREATE INDEX identities_of_pool ON identities (identity_pool_id);
CREATE INDEX identity_logins_of_identity ON identity_logins (identity_id);
PRAGMA user_version = 2;
COMMIT;
