using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.Users;

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
            .Public<ForgotPassword, ForgotPasswordRequest, CodeDeliveryResponse>()
            .Public<ConfirmForgotPassword, ConfirmForgotPasswordRequest, Empty>()
            .Public<GetUser, AccessTokenRequest, GetUserResponse>()
            .Public<UpdateUserAttributes, UpdateUserAttributesRequest, UpdateUserAttributesResponse>()
            .Public<DeleteUserAttributes, DeleteUserAttributesRequest, Empty>()
            .Public<GetUserAttributeVerificationCode, GetUserAttributeVerificationCodeRequest, CodeDeliveryResponse>()
            .Public<VerifyUserAttribute, VerifyUserAttributeRequest, Empty>()
            .Public<ChangePassword, ChangePasswordRequest, Empty>()
            .Public<GlobalSignOut, AccessTokenRequest, Empty>()
            .Public<AssociateSoftwareToken, AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>()
            .Public<VerifySoftwareToken, VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>()
            .Public<SetUserMFAPreference, SetUserMFAPreferenceRequest, Empty>()
            .Public<DeleteUser, AccessTokenRequest, Empty>()
            .Iam<CreateUserPool, CreateUserPoolRequest, UserPoolResponse>()
            .Iam<UpdateUserPool, UpdateUserPoolRequest, Empty>()
            .Iam<DescribeUserPool, UserPoolRequest, UserPoolResponse>()
            .Iam<ListUserPools, ListUserPoolsRequest, ListUserPoolsResponse>()
            .Iam<SetUserPoolMfaConfig, SetUserPoolMfaConfigRequest, UserPoolMfaConfigResponse>()
            .Iam<GetUserPoolMfaConfig, UserPoolRequest, UserPoolMfaConfigResponse>()
            .Iam<AddCustomAttributes, AddCustomAttributesRequest, Empty>()
            .Iam<DeleteUserPool, UserPoolRequest, Empty>()
            .Iam<CreateUserPoolClient, CreateUserPoolClientRequest, UserPoolClientResponse>()
            .Iam<UpdateUserPoolClient, UpdateUserPoolClientRequest, UserPoolClientResponse>()
            .Iam<DescribeUserPoolClient, UserPoolClientRequest, UserPoolClientResponse>()
            .Iam<ListUserPoolClients, ListUserPoolClientsRequest, ListUserPoolClientsResponse>()
            .Iam<DeleteUserPoolClient, UserPoolClientRequest, Empty>()
            .Iam<AdminCreateUser, AdminCreateUserRequest, AdminCreateUserResponse>()
            .Iam<AdminGetUser, AdminUserRequest, AdminGetUserResponse>()
            .Iam<AdminConfirmSignUp, AdminConfirmSignUpRequest, Empty>()
            .Iam<AdminSetUserPassword, AdminSetUserPasswordRequest, Empty>()
            .Iam<AdminResetUserPassword, AdminResetUserPasswordRequest, Empty>()
            .Iam<AdminEnableUser, AdminUserRequest, Empty>()
            .Iam<AdminDisableUser, AdminUserRequest, Empty>()
            .Iam<AdminUserGlobalSignOut, AdminUserRequest, Empty>()
            .Iam<AdminUpdateUserAttributes, AdminUpdateUserAttributesRequest, Empty>()
            .Iam<AdminDeleteUserAttributes, AdminDeleteUserAttributesRequest, Empty>()
            .Iam<AdminDeleteUser, AdminUserRequest, Empty>()
            .Iam<AdminSetUserMFAPreference, AdminSetUserMFAPreferenceRequest, Empty>()
            .Iam<AdminInitiateAuth, AdminInitiateAuthRequest, AuthResponse>()
            .Iam<AdminRespondToAuthChallenge, AdminRespondToAuthChallengeRequest, AuthResponse>()
            .Iam<ListUsers, ListUsersRequest, ListUsersResponse>()
            .Iam<CreateGroup, GroupSettingsRequest, GroupResponse>()
            .Iam<UpdateGroup, GroupSettingsRequest, GroupResponse>()
            .Iam<GetGroup, GroupRequest, GroupResponse>()
            .Iam<DeleteGroup, GroupRequest, Empty>()
            .Iam<ListGroups, ListGroupsRequest, GroupsResponse>()
            .Iam<ListUsersInGroup, ListUsersInGroupRequest, ListUsersInGroupResponse>()
            .Iam<AdminAddUserToGroup, GroupMemberRequest, Empty>()
            .Iam<AdminRemoveUserFromGroup, GroupMemberRequest, Empty>()
            .Iam<AdminListGroupsForUser, AdminListGroupsForUserRequest, GroupsResponse>()
            .Unsupported(
                "AddUserPoolClientSecret", "AdminDeleteSoftwareToken", "AdminDisableProviderForUser", "AdminForgetDevice", "AdminGetDevice",
                "AdminGetUserAuthFactors", "AdminLinkProviderForUser", "AdminListDevices", "AdminListUserAuthEvents",
                "AdminListUserSessions", "AdminRevokeUserSession", "AdminSetUserSettings", "AdminUpdateAuthEventFeedback",
                "AdminUpdateDeviceStatus", "CompleteWebAuthnRegistration", "ConfirmDevice", "CreateIdentityProvider",
                "CreateManagedLoginBranding", "CreateResourceServer", "CreateTerms", "CreateUserImportJob", "CreateUserPoolDomain",
                "CreateUserPoolReplica", "DeleteIdentityProvider", "DeleteManagedLoginBranding", "DeleteResourceServer", "DeleteTerms",
                "DeleteUserPoolClientSecret", "DeleteUserPoolDomain", "DeleteUserPoolReplica", "DeleteWebAuthnCredential",
                "DescribeIdentityProvider", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient",
                "DescribeResourceServer", "DescribeRiskConfiguration", "DescribeTerms", "DescribeTermsByClient", "DescribeUserImportJob",
                "DescribeUserPoolDomain", "ForgetDevice", "GetCSVHeader", "GetClientToken", "GetDevice", "GetIdentityProviderByIdentifier",
                "GetLogDeliveryConfiguration", "GetProvisionedLimit", "GetSigningCertificate", "GetUICustomization", "GetUserAuthFactors",
                "GetUserPoolClientSessionConfiguration", "GetUserPoolSessionConfiguration", "ListDevices", "ListIdentityProviders",
                "ListResourceServers", "ListTagsForResource", "ListTerms", "ListUserImportJobs", "ListUserPoolClientSecrets",
                "ListUserPoolReplicas", "ListUserSessions", "ListWebAuthnCredentials", "RevokeUserSession", "SetLogDeliveryConfiguration",
                "SetRiskConfiguration", "SetUICustomization", "SetUserPoolClientSessionConfiguration", "SetUserPoolSessionConfiguration",
                "SetUserSettings", "StartUserImportJob", "StartWebAuthnRegistration", "StopUserImportJob", "TagResource", "UntagResource",
                "UpdateAuthEventFeedback", "UpdateDeviceStatus", "UpdateIdentityProvider", "UpdateManagedLoginBranding",
                "UpdateProvisionedLimit", "UpdateResourceServer", "UpdateTerms", "UpdateUserPoolDomain", "UpdateUserPoolReplica");

        table.ForService("AWSCognitoIdentityService", services)
            .Public<GetId, GetIdRequest, GetIdResponse>()
            .Public<GetCredentialsForIdentity, GetCredentialsForIdentityRequest, GetCredentialsForIdentityResponse>()
            .Public<GetOpenIdToken, GetOpenIdTokenRequest, GetOpenIdTokenResponse>()
            .Iam<CreateIdentityPool, IdentityPoolSettings, IdentityPool>()
            .Iam<UpdateIdentityPool, UpdateIdentityPoolRequest, IdentityPool>()
            .Iam<DescribeIdentityPool, IdentityPoolRequest, IdentityPool>()
            .Iam<DeleteIdentityPool, IdentityPoolRequest, Empty>()
            .Iam<ListIdentityPools, ListIdentityPoolsRequest, ListIdentityPoolsResponse>()
            .Iam<SetIdentityPoolRoles, SetIdentityPoolRolesRequest, Empty>()
            .Iam<GetIdentityPoolRoles, IdentityPoolRequest, IdentityPoolRoles>()
            .Unsupported(
                "DeleteIdentities", "DescribeIdentity", "GetOpenIdTokenForDeveloperIdentity", "GetPrincipalTagAttributeMap",
                "ListIdentities", "ListTagsForResource", "LookupDeveloperIdentity", "MergeDeveloperIdentities",
                "SetPrincipalTagAttributeMap", "TagResource", "UnlinkDeveloperIdentity", "UnlinkIdentity", "UntagResource");
    }
}
