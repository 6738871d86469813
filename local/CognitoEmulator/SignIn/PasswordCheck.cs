using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Decides about a password, or the proof of it, by what was tried before.</summary>
internal sealed class PasswordCheck(Database database, Attempts attempts)
{
    /// <param name="account">The user, or a name that nobody has: both are locked out alike.</param>
    /// <param name="matches">Compares; done in any case, so that answers take the same time.</param>
    /// <exception cref="CognitoException">NotAuthorizedException: wrong, or locked out, whether right or wrong.</exception>
    public async Task VerifyAsync(Account account, Func<bool> matches, CancellationToken cancellation)
    {
        var isRight = matches();

        // A wrong one must be counted, so it is no exception before the commit.
        var refusal = await database.WriteAsync(
            db =>
            {
                if (attempts.IsLockedOut(db, account))
                {
                    return CognitoException.NotAuthorized("Password attempts exceeded");
                }

                if (isRight)
                {
                    return null;
                }

                attempts.CountWrongPassword(db, account);
                return CognitoException.WrongPassword();
            },
            cancellation);
        if (refusal is not null)
        {
            throw refusal;
        }
    }
}
