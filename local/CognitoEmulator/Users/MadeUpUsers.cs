using System.Globalization;
using System.Security.Cryptography;
using CognitoEmulator.Srp;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>
/// What a user who does not exist looks like from outside, where the client hides who does: the same each time, and not to be
/// told from a real one without this folder's key.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html">Managing error responses</see>.
/// </summary>
internal sealed class MadeUpUsers(SigningKey key)
{
    private const int SaltBytes = 16;
    private const int VerifierBytes = 384;
    private const string Letters = "abcdefghijklmnoprstw";

    /// <summary>A verifier that no password is known for.</summary>
    public SrpVerifier Password(UserPool pool, string name) => new(
        Secret("salt", pool, name)[..SaltBytes],
        HKDF.Expand(HashAlgorithmName.SHA256, Secret("verifier", pool, name), VerifierBytes, []));

    /// <summary>The user name behind <paramref name="name"/>: a sub where the pool signs up with addresses.</summary>
    public string Username(UserPool pool, string name)
    {
        if (pool.UsernameAttributes is not { Count: > 0 })
        {
            return name;
        }

        // Version 4, as every sub is.
        var bytes = Secret("sub", pool, name)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public User User(UserPool pool, string name) => new()
    {
        PoolId = pool.Id,
        Username = Username(pool, name),
        Sub = Username(pool, name),
        Status = UserStatus.Confirmed,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The address that a message to <paramref name="name"/> would go to.</summary>
    public string Address(UserPool pool, string name)
    {
        if (name.Contains('@', StringComparison.Ordinal))
        {
            return name;
        }

        var bytes = Secret("address", pool, name);
        return string.Create(CultureInfo.InvariantCulture, $"{Letters[bytes[0] % Letters.Length]}@{Letters[bytes[1] % Letters.Length]}");
    }

    private byte[] Secret(string label, UserPool pool, string name) => key.StableSecret($"{label}/{pool.Id}/{pool.Normalize(name)}");
}
