using System.Text.Json;
using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>What comes after the password: a new one, a second factor, or tokens.</summary>
internal sealed class SignInSteps(ChallengeStore challenges, TokenIssuer tokens, TimeProvider clock)
{
    private const int DefaultSessionMinutes = 3;

    /// <exception cref="CognitoException">The user may not sign in now.</exception>
    public Task<AuthResponse> AfterPasswordAsync(AuthCall call, User user)
    {
        VerifyMaySignIn(user);
        if (user.Status == UserStatus.ForceChangePassword)
        {
            if (user.PasswordSetAt.AddDays(call.Pool.PasswordPolicy.TemporaryPasswordValidityDays) <= clock.GetUtcNow())
            {
                throw CognitoException.NotAuthorized("Temporary password has expired and must be reset by an administrator.");
            }

            return Task.FromResult(Ask(call.Client, user, ChallengeNames.NewPasswordRequired, new Dictionary<string, string>
            {
                ["USER_ID_FOR_SRP"] = user.Username,
                ["requiredAttributes"] = JsonSerializer.Serialize(MissingAttributes(call.Pool, user), EmulatorJson.Default.ListString),
                ["userAttributes"] = JsonSerializer.Serialize(user.Attributes.ToDictionary(), EmulatorJson.Default.DictionaryStringString),
            }));
        }

        return AfterNewPasswordAsync(call, user, PreTokenGeneration.Authentication);
    }

    public Task<AuthResponse> AfterNewPasswordAsync(AuthCall call, User user, string source)
    {
        if (call.Pool.AllowsMfa && user.TotpEnabled)
        {
            return Task.FromResult(Ask(call.Client, user, ChallengeNames.SoftwareTokenMfa, new Dictionary<string, string>
            {
                ["USER_ID_FOR_SRP"] = user.Username,
                ["FRIENDLY_DEVICE_NAME"] = "TOTP device",
            }));
        }

        return call.Pool.MfaConfiguration == "ON"
            ? Task.FromResult(Ask(call.Client, user, ChallengeNames.MfaSetup, new Dictionary<string, string>
            {
                ["USER_ID_FOR_SRP"] = user.Username,
                ["MFAS_CAN_SETUP"] = "[\"SOFTWARE_TOKEN_MFA\"]",
            }))
            : FinishAsync(call, user, source);
    }

    public async Task<AuthResponse> FinishAsync(AuthCall call, User user, string source) => new()
    {
        AuthenticationResult = await tokens.SignInAsync(call.Pool, call.Client, user, source, call.ClientMetadata, call.Context),
    };

    public static void VerifyMaySignIn(User user)
    {
        if (!user.Enabled)
        {
            throw CognitoException.NotAuthorized("User is disabled.");
        }

        if (user.Status == UserStatus.Unconfirmed)
        {
            throw new CognitoException("UserNotConfirmedException", "User is not confirmed.");
        }

        if (user.Status == UserStatus.ResetRequired)
        {
            throw new CognitoException("PasswordResetRequiredException", "Password reset required for the user");
        }
    }

    public static TimeSpan SessionLifetime(UserPoolClient client) => TimeSpan.FromMinutes(client.AuthSessionValidity ?? DefaultSessionMinutes);

    private AuthResponse Ask(UserPoolClient client, User user, string name, Dictionary<string, string> parameters) => new()
    {
        ChallengeName = name,
        Session = challenges.Open(new Challenge(name, client.ClientId, user.Username), SessionLifetime(client)),
        ChallengeParameters = parameters,
    };

    private static List<string> MissingAttributes(UserPool pool, User user) =>
    [
        .. pool.SchemaAttributes
            .Where(attribute => attribute.Required && attribute.Name != "sub" && !user.Attributes.ContainsKey(attribute.Name!))
            .Select(attribute => "userAttributes." + attribute.Name),
    ];
}
