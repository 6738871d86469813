using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CognitoEmulator.Srp;

/// <summary>
/// The Secure Remote Password protocol as Cognito speaks it: RFC 5054's arithmetic in RFC 3526's 3072-bit group with
/// SHA-256, the session key derived by HKDF. Numbers are hashed as big-endian two's complement, so one with its high bit
/// set gets a leading zero. See <see href="https://www.rfc-editor.org/rfc/rfc5054">RFC 5054</see> and
/// <see href="https://www.rfc-editor.org/rfc/rfc3526#section-4">RFC 3526, section 4</see>.
/// </summary>
internal static class SrpProtocol
{
    private const int SecretBytes = 32;
    private const int SaltBytes = 16;
    private const int MaxHexLength = 2 + (3072 / 4);

    private static readonly Modulus N = new(ParseHex(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
        "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
        "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
        "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
        "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
        "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
        "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
        "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"));

    private static readonly BigInteger Generator = 2;
    private static readonly BigInteger Multiplier = Hash(Pad(N.Value), Pad(Generator));
    private static readonly Lazy<Func<BigInteger, BigInteger>> PowerOfGenerator = new(() => N.PowersOf(Generator, 8 * SecretBytes));

    /// <summary>What is stored instead of a password.</summary>
    public static SrpVerifier CreateVerifier(string poolId, string userId, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new SrpVerifier(salt, VerifierOf(salt, poolId, userId, password));
    }

    /// <summary>Whether <paramref name="password"/> is the one the verifier was made of.</summary>
    public static bool Matches(SrpVerifier verifier, string poolId, string userId, string password) =>
        CryptographicOperations.FixedTimeEquals(verifier.Value, VerifierOf(verifier.Salt, poolId, userId, password));

    /// <summary>The server's half of the exchange; null when the client's public value is no honest one.</summary>
    public static SrpExchange? Begin(SrpVerifier verifier, string publicClientValueHex)
    {
        if (publicClientValueHex.Length is 0 or > MaxHexLength || !publicClientValueHex.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var clientValue = ParseHex(publicClientValueHex);
        if ((clientValue % N.Value).IsZero)
        {
            return null;
        }

        var secret = RandomSecret();
        var serverValue = ((Multiplier * ToNumber(verifier.Value)) + PowerOfGenerator.Value(secret)) % N.Value;
        return new SrpExchange(clientValue, serverValue, secret);
    }

    /// <summary>The proof that a client who knows the password sends as PASSWORD_CLAIM_SIGNATURE.</summary>
    public static byte[] Signature(SrpExchange exchange, SrpVerifier verifier, string poolId, string userId, byte[] secretBlock, string timestamp)
    {
        var scrambler = Hash(Pad(exchange.ClientValue), Pad(exchange.ServerValue));
        var premaster = N.Pow(exchange.ClientValue * N.Pow(ToNumber(verifier.Value), scrambler), exchange.ServerSecret);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Pad(premaster), 16, Pad(scrambler), "Caldera Derived Key"u8.ToArray());
        byte[] message = [.. Encoding.UTF8.GetBytes(PoolName(poolId) + userId), .. secretBlock, .. Encoding.UTF8.GetBytes(timestamp)];
        return HMACSHA256.HashData(key, message);
    }

    public static string ToHex(BigInteger number) => Convert.ToHexStringLower(number.ToByteArray(isUnsigned: true, isBigEndian: true));

    public static string ToHex(byte[] salt) => Convert.ToHexStringLower(salt);

    private static byte[] VerifierOf(byte[] salt, string poolId, string userId, string password)
    {
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{PoolName(poolId)}{userId}:{password}"));
        var exponent = Hash(Pad(ToNumber(salt)), identity);
        return PowerOfGenerator.Value(exponent).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    private static string PoolName(string poolId) => poolId[(poolId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static BigInteger RandomSecret() => ToNumber(RandomNumberGenerator.GetBytes(SecretBytes));

    private static BigInteger Hash(byte[] first, byte[] second) => ToNumber(SHA256.HashData([.. first, .. second]));

    private static byte[] Pad(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    private static BigInteger ToNumber(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger ParseHex(string hex) =>
        BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

/// <summary>A random salt and the group element that proves knowledge of the password without revealing it.</summary>
internal sealed record SrpVerifier(byte[] Salt, byte[] Value)
{
    public static bool AreEqual(SrpVerifier? one, SrpVerifier? other) =>
        one is null || other is null ? one == other : one.Salt.AsSpan().SequenceEqual(other.Salt) && one.Value.AsSpan().SequenceEqual(other.Value);
}

/// <summary>The public values of both sides and the server's secret exponent.</summary>
internal sealed record SrpExchange(BigInteger ClientValue, BigInteger ServerValue, BigInteger ServerSecret);
