using System.Text.Json;
using System.Text.Json.Serialization;

namespace CognitoEmulator.UserPools;

/// <summary>
/// What can be set on a user pool at any time. Members the emulator acts on are typed; all others are kept and echoed.
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html">UserPoolType</see>.
/// </summary>
internal record UserPoolSettings
{
    public PoolPolicies? Policies { get; init; }

    public LambdaConfig? LambdaConfig { get; init; }

    public List<string>? AutoVerifiedAttributes { get; init; }

    public string? EmailVerificationMessage { get; init; }

    public string? EmailVerificationSubject { get; init; }

    public VerificationMessageTemplate? VerificationMessageTemplate { get; init; }

    public string? MfaConfiguration { get; init; }

    public UserAttributeUpdateSettings? UserAttributeUpdateSettings { get; init; }

    public AdminCreateUserConfig? AdminCreateUserConfig { get; init; }

    public string? DeletionProtection { get; init; }

    public AccountRecoverySetting? AccountRecoverySetting { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record PoolPolicies
{
    public PasswordPolicy? PasswordPolicy { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

/// <summary>ARNs of the triggers' functions.</summary>
internal sealed record LambdaConfig
{
    public string? PreSignUp { get; init; }

    public string? PostConfirmation { get; init; }

    public string? PreTokenGeneration { get; init; }

    public PreTokenGenerationConfig? PreTokenGenerationConfig { get; init; }

    public string? CustomMessage { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record PreTokenGenerationConfig(string? LambdaArn, string? LambdaVersion);

internal sealed record VerificationMessageTemplate
{
    public string? EmailMessage { get; init; }

    public string? EmailSubject { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record UserAttributeUpdateSettings(List<string>? AttributesRequireVerificationBeforeUpdate);

internal sealed record AdminCreateUserConfig
{
    public bool? AllowAdminCreateUserOnly { get; init; }

    public int? UnusedAccountValidityDays { get; init; }

    public InviteMessageTemplate? InviteMessageTemplate { get; init; }
}

internal sealed record InviteMessageTemplate(string? EmailMessage, string? EmailSubject, [property: JsonPropertyName("SMSMessage")] string? SmsMessage);

internal sealed record AccountRecoverySetting(List<RecoveryOption>? RecoveryMechanisms);

internal sealed record RecoveryOption(int Priority, string Name);
