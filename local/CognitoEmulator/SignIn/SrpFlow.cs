using System.Globalization;
using System.Security.Cryptography;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Sign-in that proves the password without sending it.</summary>
internal sealed class SrpFlow(UserStore users, MadeUpUsers madeUp, ChallengeStore challenges, PasswordCheck check, SignInSteps steps, TimeProvider clock)
{
    // "Sun Nov 1 12:00:00 UTC 2026", the only form that clients send; the service minds a wrong weekday and a day with a leading zero.
    private const string TimestampFormat = "ddd MMM d HH:mm:ss 'UTC' yyyy";
    private const int WeekdayLength = 4;

    /// <summary>What a proof's time may differ: seen in the service.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

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
        var verifier = user?.Password ?? madeUp.Password(call.Pool, username);
        var userId = user?.Username ?? madeUp.Username(call.Pool, username);
        var account = user is null ? Account.OfNobody(call.Pool, username) : Account.Of(user);
        var exchange = SrpProtocol.Begin(verifier, clientValue) ?? throw CognitoException.InvalidParameter("SRP_A is no valid public value.");
        var session = challenges.Open(
            new Challenge(ChallengeNames.PasswordVerifier, call.Client.ClientId, userId, new SrpState(exchange, verifier, account)),
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
        if (timestamp.Length <= WeekdayLength
            || !DateTime.TryParseExact(
                timestamp[WeekdayLength..], TimestampFormat[WeekdayLength..], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            throw CognitoException.InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
        }

        var challenge = challenges.Take(secretBlock, call.Client.ClientId).Challenge;
        if (challenge is not { Name: ChallengeNames.PasswordVerifier, Srp: { } srp })
        {
            throw CognitoException.WrongPassword();
        }

        var user = users.Find(call.Pool, challenge.Username);
        var isTheirs = user is not null && users.Find(call.Pool, username)?.Sub == user.Sub;
        var isTimely = time.ToString(TimestampFormat, CultureInfo.InvariantCulture) == timestamp
            && (clock.GetUtcNow().UtcDateTime - time).Duration() <= ClockDifference;
        await check.VerifyAsync(
            srp.Account,
            () => IsProof(call.Pool.Id, challenge.Username, srp, secretBlock, timestamp, signature)
                && isTheirs
                && isTimely
                // The password may have been changed since the exchange began.
                && SrpVerifier.AreEqual(user!.Password, srp.Verifier),
            call.Context.Cancellation);
        return await steps.AfterPasswordAsync(call, user!);
    }

    private static bool IsProof(string poolId, string userId, SrpState srp, string secretBlock, string timestamp, string signature)
    {
        var given = new byte[SHA256.HashSizeInBytes];
        var expected = SrpProtocol.Signature(srp.Exchange, srp.Verifier, poolId, userId, Convert.FromBase64String(secretBlock), timestamp);
        return Convert.TryFromBase64String(signature, given, out var length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
