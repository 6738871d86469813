using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;

namespace CognitoEmulator.Operations;

/// <summary>Every operation of both services, and who may call it.</summary>
internal static class OperationRegistration
{
    public static void AddOperations(this IServiceCollection services)
    {
        var table = new OperationTable();
        services.AddSingleton(table);

        table.ForService("AWSCognitoIdentityProviderService", services)
            .Public<SignUp, SignUpRequest, SignUpResponse>()
            .Public<ConfirmSignUp, ConfirmSignUpRequest, Empty>()
            .Public<ResendConfirmationCode, ResendConfirmationCodeRequest, CodeDeliveryResponse>()
            .Public<InitiateAuth, InitiateAuthRequest, AuthResponse>()
            .Public<RespondToAuthChallenge, RespondToAuthChallengeRequest, AuthResponse>()
            .Public<GetTokensFromRefreshToken, GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>()
            .Public<RevokeToken, RevokeTokenRequest, Empty>()
            .Public<GetUser, AccessTokenRequest, GetUserResponse>()
            .Public<DeleteUser, AccessTokenRequest, Empty>()
            .Iam<CreateUserPool, CreateUserPoolRequest, UserPoolResponse>()
            .Iam<UpdateUserPool, UpdateUserPoolRequest, Empty>()
            .Iam<DescribeUserPool, UserPoolRequest, UserPoolResponse>()
            .Iam<ListUserPools, ListUserPoolsRequest, ListUserPoolsResponse>()
            .Iam<SetUserPoolMfaConfig, SetUserPoolMfaConfigRequest, UserPoolMfaConfigResponse>()
            .Iam<GetUserPoolMfaConfig, UserPoolRequest, UserPoolMfaConfigResponse>()
            .Iam<CreateUserPoolClient, CreateUserPoolClientRequest, UserPoolClientResponse>()
            .Iam<UpdateUserPoolClient, UpdateUserPoolClientRequest, UserPoolClientResponse>()
            .Iam<DescribeUserPoolClient, UserPoolClientRequest, UserPoolClientResponse>()
            .Iam<ListUserPoolClients, ListUserPoolClientsRequest, ListUserPoolClientsResponse>()
            .Unsupported(
                "AddCustomAttributes", "AddUserPoolClientSecret", "AdminAddUserToGroup", "AdminConfirmSignUp", "AdminCreateUser", "AdminDeleteUser",
                "AdminDeleteUserAttributes", "AdminDisableProviderForUser", "AdminDisableUser", "AdminEnableUser", "AdminForgetDevice",
                "AdminGetDevice", "AdminGetUser", "AdminInitiateAuth", "AdminLinkProviderForUser", "AdminListDevices", "AdminListGroupsForUser",
                "AdminListUserAuthEvents", "AdminRemoveUserFromGroup", "AdminResetUserPassword", "AdminRespondToAuthChallenge",
                "AdminSetUserMFAPreference", "AdminSetUserPassword", "AdminSetUserSettings", "AdminUpdateAuthEventFeedback",
                "AdminUpdateDeviceStatus", "AdminUpdateUserAttributes", "AdminUserGlobalSignOut", "AssociateSoftwareToken", "ChangePassword",
                "CompleteWebAuthnRegistration", "ConfirmDevice", "ConfirmForgotPassword", "CreateGroup", "CreateIdentityProvider",
                "CreateManagedLoginBranding", "CreateResourceServer", "CreateTerms", "CreateUserImportJob", "CreateUserPoolDomain", "DeleteGroup",
                "DeleteIdentityProvider", "DeleteManagedLoginBranding", "DeleteResourceServer", "DeleteTerms", "DeleteUserAttributes",
                "DeleteUserPool", "DeleteUserPoolClient", "DeleteUserPoolClientSecret", "DeleteUserPoolDomain", "DeleteWebAuthnCredential",
                "DescribeIdentityProvider", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient", "DescribeResourceServer",
                "DescribeRiskConfiguration", "DescribeTerms", "DescribeUserImportJob", "DescribeUserPoolDomain", "ForgetDevice", "ForgotPassword",
                "GetCSVHeader", "GetDevice", "GetGroup", "GetIdentityProviderByIdentifier", "GetLogDeliveryConfiguration",
                "GetSigningCertificate", "GetUICustomization", "GetUserAttributeVerificationCode", "GetUserAuthFactors", "GlobalSignOut",
                "ListDevices", "ListGroups", "ListIdentityProviders", "ListResourceServers", "ListTagsForResource", "ListTerms",
                "ListUserImportJobs", "ListUserPoolClientSecrets", "ListUsers", "ListUsersInGroup", "ListWebAuthnCredentials",
                "SetLogDeliveryConfiguration", "SetRiskConfiguration", "SetUICustomization", "SetUserMFAPreference", "SetUserSettings",
                "StartUserImportJob", "StartWebAuthnRegistration", "StopUserImportJob", "TagResource", "UntagResource",
                "UpdateAuthEventFeedback", "UpdateDeviceStatus", "UpdateGroup", "UpdateIdentityProvider", "UpdateManagedLoginBranding",
                "UpdateResourceServer", "UpdateTerms", "UpdateUserAttributes", "UpdateUserPoolDomain", "VerifySoftwareToken", "VerifyUserAttribute");

        table.ForService("AWSCognitoIdentityService", services)
            .Iam<CreateIdentityPool, IdentityPoolSettings, IdentityPool>()
            .Iam<UpdateIdentityPool, UpdateIdentityPoolRequest, IdentityPool>()
            .Iam<DescribeIdentityPool, IdentityPoolRequest, IdentityPool>()
            .Iam<DeleteIdentityPool, IdentityPoolRequest, Empty>()
            .Iam<ListIdentityPools, ListIdentityPoolsRequest, ListIdentityPoolsResponse>()
            .Iam<SetIdentityPoolRoles, SetIdentityPoolRolesRequest, Empty>()
            .Iam<GetIdentityPoolRoles, IdentityPoolRequest, IdentityPoolRoles>()
            .Unsupported(
                "DeleteIdentities", "DescribeIdentity", "GetCredentialsForIdentity", "GetId", "GetOpenIdToken", "GetOpenIdTokenForDeveloperIdentity",
                "GetPrincipalTagAttributeMap", "ListIdentities", "ListTagsForResource", "LookupDeveloperIdentity", "MergeDeveloperIdentities",
                "SetPrincipalTagAttributeMap", "TagResource", "UnlinkDeveloperIdentity", "UnlinkIdentity", "UntagResource");
    }
}
