using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>Finds the user that an administrator's request names.</summary>
internal sealed class UserDirectory(UserPoolStore pools, UserStore users)
{
    /// <exception cref="CognitoException">ResourceNotFoundException, UserNotFoundException.</exception>
    public (UserPool Pool, User User) Get(string? poolId, string? username)
    {
        new Constraints().UserPoolId(poolId).Username(username).Verify();
        var pool = pools.Get(poolId!);
        return (pool, users.Get(pool, username!));
    }
}

/// <summary>A request whose only members are a pool and a user.</summary>
internal sealed record AdminUserRequest(string? UserPoolId, string? Username);
