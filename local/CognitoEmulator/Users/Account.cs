using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>
/// Whose codes and attempts are kept: a user's, or those of a name that nobody has. Both are treated alike, so that neither
/// answers nor the time they take tell which it is.
/// </summary>
internal sealed record Account(string PoolId, string Username)
{
    public static Account Of(User user) => new(user.PoolId, user.Username);

    /// <summary>The account of a name that no user has. The space keeps it apart: no user's name has one.</summary>
    public static Account OfNobody(UserPool pool, string name) => new(pool.Id, " " + pool.Normalize(name));
}
