using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;
using CognitoEmulator.Quotas;
using CognitoEmulator.SignIn;
using CognitoEmulator.Users;
using static CognitoEmulator.Quotas.QuotaCategory;

namespace CognitoEmulator.Operations;

/// <summary>Every operation of both services, who may call it, and the quota its requests count toward.</summary>
internal static class OperationRegistration
{
    public static void AddOperations(this IServiceCollection services)
    {
        var table = new OperationTable();
        services.AddSingleton(table);

        table.ForService("AWSCognitoIdentityProviderService", services)
            .Public<SignUp, SignUpRequest, SignUpResponse>(UserCreation)
            .Public<ConfirmSignUp, ConfirmSignUpRequest, Empty>(UserCreation)
            .Public<ResendConfirmationCode, ResendConfirmationCodeRequest, CodeDeliveryResponse>(UserResourceRead)
            .Public<InitiateAuth, InitiateAuthRequest, AuthResponse>(UserAuthentication)
            .Public<RespondToAuthChallenge, RespondToAuthChallengeRequest, AuthResponse>(request => AnswerTo(request.ChallengeName))
            .Public<GetTokensFromRefreshToken, GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>(UserAuthentication)
            .Public<RevokeToken, RevokeTokenRequest, Empty>(UserToken)
            .Public<ForgotPassword, ForgotPasswordRequest, CodeDeliveryResponse>(UserAccountRecovery)
            .Public<ConfirmForgotPassword, ConfirmForgotPasswordRequest, Empty>(UserAccountRecovery)
            .Public<GetUser, AccessTokenRequest, GetUserResponse>(UserRead)
            .Public<UpdateUserAttributes, UpdateUserAttributesRequest, UpdateUserAttributesResponse>(UserUpdate)
            .Public<DeleteUserAttributes, DeleteUserAttributesRequest, Empty>(UserUpdate)
            .Public<GetUserAttributeVerificationCode, GetUserAttributeVerificationCodeRequest, CodeDeliveryResponse>(UserResourceRead)
            .Public<VerifyUserAttribute, VerifyUserAttributeRequest, Empty>(UserUpdate)
            .Public<ChangePassword, ChangePasswordRequest, Empty>(UserAccountRecovery)
            .Public<GlobalSignOut, AccessTokenRequest, Empty>(UserUpdate)
            .Public<AssociateSoftwareToken, AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>(UserResourceUpdate)
            .Public<VerifySoftwareToken, VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>(UserResourceUpdate)
            .Public<SetUserMFAPreference, SetUserMFAPreferenceRequest, Empty>(UserResourceUpdate)
            .Public<DeleteUser, AccessTokenRequest, Empty>(UserUpdate)
            .Iam<CreateUserPool, CreateUserPoolRequest, UserPoolResponse>(UserPoolUpdate)
            .Iam<UpdateUserPool, UpdateUserPoolRequest, Empty>(UserPoolUpdate)
            .Iam<DescribeUserPool, UserPoolRequest, UserPoolResponse>(UserPoolRead)
            .Iam<ListUserPools, ListUserPoolsRequest, ListUserPoolsResponse>(UserPoolRead)
            .Iam<SetUserPoolMfaConfig, SetUserPoolMfaConfigRequest, UserPoolMfaConfigResponse>(UserPoolResourceUpdate)
            .Iam<GetUserPoolMfaConfig, UserPoolRequest, UserPoolMfaConfigResponse>(UserPoolResourceRead)
            .Iam<AddCustomAttributes, AddCustomAttributesRequest, Empty>(UserPoolResourceUpdate)
            .Iam<DeleteUserPool, UserPoolRequest, Empty>(UserPoolUpdate)
            .Iam<CreateUserPoolClient, CreateUserPoolClientRequest, UserPoolClientResponse>(UserPoolClientUpdate)
            .Iam<UpdateUserPoolClient, UpdateUserPoolClientRequest, UserPoolClientResponse>(UserPoolClientUpdate)
            .Iam<DescribeUserPoolClient, UserPoolClientRequest, UserPoolClientResponse>(UserPoolClientRead)
            .Iam<ListUserPoolClients, ListUserPoolClientsRequest, ListUserPoolClientsResponse>(UserPoolClientRead)
            .Iam<DeleteUserPoolClient, UserPoolClientRequest, Empty>(UserPoolClientUpdate)
            .Iam<AdminCreateUser, AdminCreateUserRequest, AdminCreateUserResponse>(UserCreation)
            .Iam<AdminGetUser, AdminUserRequest, AdminGetUserResponse>(UserRead)
            .Iam<AdminConfirmSignUp, AdminConfirmSignUpRequest, Empty>(UserCreation)
            .Iam<AdminSetUserPassword, AdminSetUserPasswordRequest, Empty>(UserAccountRecovery)
            .Iam<AdminResetUserPassword, AdminResetUserPasswordRequest, Empty>(UserAccountRecovery)
            .Iam<AdminEnableUser, AdminUserRequest, Empty>(UserUpdate)
            .Iam<AdminDisableUser, AdminUserRequest, Empty>(UserUpdate)
            .Iam<AdminUserGlobalSignOut, AdminUserRequest, Empty>(UserUpdate)
            .Iam<AdminUpdateUserAttributes, AdminUpdateUserAttributesRequest, Empty>(UserUpdate)
            .Iam<AdminDeleteUserAttributes, AdminDeleteUserAttributesRequest, Empty>(UserUpdate)
            .Iam<AdminDeleteUser, AdminUserRequest, Empty>(UserUpdate)
            .Iam<AdminSetUserMFAPreference, AdminSetUserMFAPreferenceRequest, Empty>(UserResourceUpdate)
            .Iam<AdminInitiateAuth, AdminInitiateAuthRequest, AuthResponse>(UserAuthentication)
            .Iam<AdminRespondToAuthChallenge, AdminRespondToAuthChallengeRequest, AuthResponse>(request => AnswerTo(request.ChallengeName))
            .Iam<ListUsers, ListUsersRequest, ListUsersResponse>(UserList)
            .Iam<CreateGroup, GroupSettingsRequest, GroupResponse>(UserPoolResourceUpdate)
            .Iam<UpdateGroup, GroupSettingsRequest, GroupResponse>(UserPoolResourceUpdate)
            .Iam<GetGroup, GroupRequest, GroupResponse>(UserPoolResourceRead)
            .Iam<DeleteGroup, GroupRequest, Empty>(UserPoolResourceUpdate)
            .Iam<ListGroups, ListGroupsRequest, GroupsResponse>(UserPoolResourceRead)
            .Iam<ListUsersInGroup, ListUsersInGroupRequest, ListUsersInGroupResponse>(UserList)
            .Iam<AdminAddUserToGroup, GroupMemberRequest, Empty>(UserUpdate)
            .Iam<AdminRemoveUserFromGroup, GroupMemberRequest, Empty>(UserUpdate)
            .Iam<AdminListGroupsForUser, AdminListGroupsForUserRequest, GroupsResponse>(UserResourceRead)
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
            .Public<GetId, GetIdRequest, GetIdResponse>(QuotaCategory.GetId)
            .Public<GetCredentialsForIdentity, GetCredentialsForIdentityRequest, GetCredentialsForIdentityResponse>(QuotaCategory.GetCredentialsForIdentity)
            .Public<GetOpenIdToken, GetOpenIdTokenRequest, GetOpenIdTokenResponse>(QuotaCategory.GetOpenIdToken)
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

    private static QuotaCategory AnswerTo(string? challenge) => challenge == ChallengeNames.NewPasswordRequired ? UserAccountRecovery : ChallengeResponses;
}
