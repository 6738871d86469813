using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using OtpNet;

namespace CognitoEmulator.SignIn;

/// <summary>Codes of authenticator apps. See <see href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</see>.</summary>
internal sealed class Totp(UserStore users, TimeProvider clock)
{
    private const int SecretBytes = 32;
    private const int StepSeconds = 30;

    /// <returns>A new secret as base32, for the app.</returns>
    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)).TrimEnd('=');

    /// <summary>Accepts a code of the user's app, once.</summary>
    /// <exception cref="CognitoException">CodeMismatchException, ExpiredCodeException: wrong, or used before.</exception>
    public async Task RedeemAsync(UserPool pool, User user, string code, CancellationToken cancellation)
    {
        var step = user.TotpSecret is { } secret ? StepOf(secret, code) : null;
        if (step is null)
        {
            throw CognitoException.CodeMismatch();
        }

        var accepted = false;
        var latest = (clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds) + 1;
        await users.UpdateAsync(
            pool,
            user,
            current =>
            {
                // A step that is yet to come was used while the clock was ahead.
                accepted = step > current.TotpLastStep || current.TotpLastStep > latest;
                return accepted ? current with { TotpLastStep = step.Value } : current;
            },
            cancellation);
        if (!accepted)
        {
            throw new CognitoException("ExpiredCodeException", "Your software token has already been used once.");
        }
    }

    /// <summary>The time step whose code this is: now, or the one before or after for clocks that differ; else null.</summary>
    public long? StepOf(string secret, string code) =>
        new OtpNet.Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(
            clock.GetUtcNow().UtcDateTime, code, out var step, VerificationWindow.RfcSpecifiedNetworkDelay) ? step : null;
}
