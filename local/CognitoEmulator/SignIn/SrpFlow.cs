using System.Globalization;
using System.Security.Cryptography;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Sign-in that proves the password without sending it.</summary>
internal sealed class SrpFlow(UserStore users, ChallengeStore challenges, PasswordCheck check, SignInSteps steps, SigningKey key)
{
    // "Sun Nov 1 12:00:00 UTC 2026", the only form that clients send.
    private const string TimestampFormat = "ddd MMM d HH:mm:ss 'UTC' yyyy";

    public AuthResponse Start(AuthCall call)
    {
        var username = call.Username();
        var clientValue = call.Required("SRP_A");
        var user = users.Find(call.Pool, username);
        if (user is null && !call.Client.HidesUserExistence)
        {
            throw CognitoException.UserNotFound();
        }

        // Who does not exist, or has no password, looks like everyone else and fails at the end.
        var verifier = user?.Password ?? MadeUpVerifier(call.Pool, username);
        var userId = user?.Username ?? MadeUpUserId(call.Pool, username);
        var exchange = SrpProtocol.Begin(verifier, clientValue) ?? throw CognitoException.InvalidParameter("SRP_A is no valid public value.");
        var session = challenges.Open(
            new Challenge(ChallengeNames.PasswordVerifier, call.Client.ClientId, userId, new SrpState(exchange, verifier, user?.Password is not null)),
            SignInSteps.SessionLifetime(call.Client));
        return new AuthResponse
        {
            ChallengeName = ChallengeNames.PasswordVerifier,
            ChallengeParameters = new Dictionary<string, string>
            {
                ["SALT"] = SrpProtocol.ToHex(verifier.Salt),
                ["SECRET_BLOCK"] = session,
                ["SRP_B"] = SrpProtocol.ToHex(exchange.ServerValue),
                ["USERNAME"] = userId,
                ["USER_ID_FOR_SRP"] = userId,
            },
        };
    }

    public async Task<AuthResponse> AnswerAsync(AuthCall call)
    {
        var username = call.Username();
        var secretBlock = call.Required("PASSWORD_CLAIM_SECRET_BLOCK");
        var signature = call.Required("PASSWORD_CLAIM_SIGNATURE");
        var timestamp = call.Required("TIMESTAMP");
        if (!DateTime.TryParseExact(timestamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw CognitoException.InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
        }

        var challenge = challenges.Take(secretBlock, call.Client.ClientId).Challenge;
        if (challenge is not { Name: ChallengeNames.PasswordVerifier, Srp: { } srp } || !srp.UserExists || users.Find(call.Pool, challenge.Username) is not { } user
            || users.Find(call.Pool, username)?.Sub != user.Sub)
        {
            throw CognitoException.WrongPassword();
        }

        await check.VerifyAsync(call.Pool, user, () => IsProof(user, srp, secretBlock, timestamp, signature), call.Context.Cancellation);
        return await steps.AfterPasswordAsync(call, user);
    }

    private static bool IsProof(User user, SrpState srp, string secretBlock, string timestamp, string signature)
    {
        // The password may have been changed since the exchange began.
        if (user.Password?.Value.AsSpan().SequenceEqual(srp.Verifier.Value) is not true)
        {
            return false;
        }

        var given = new byte[SHA256.HashSizeInBytes];
        var expected = SrpProtocol.Signature(srp.Exchange, srp.Verifier, user.PoolId, user.Username, Convert.FromBase64String(secretBlock), timestamp);
        return Convert.TryFromBase64String(signature, given, out var length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private SrpVerifier MadeUpVerifier(UserPool pool, string username) =>
        new(key.StableSecret($"salt/{pool.Id}/{pool.Normalize(username)}")[..16], key.StableSecret($"verifier/{pool.Id}/{pool.Normalize(username)}"));

    private string MadeUpUserId(UserPool pool, string username) =>
        pool.UsernameAttributes is { Count: > 0 }
            ? new Guid(key.StableSecret($"sub/{pool.Id}/{pool.Normalize(username)}").AsSpan(0, 16)).ToString()
            : username;
}
