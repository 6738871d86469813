using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CognitoEmulator.UserPools;

/// <summary>
/// Ids follow from names, so that they are the same on every machine and after every reset.
/// AWS draws them at random, in the same forms.
/// </summary>
internal static class DerivedIds
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Such as <c>us-east-1_a1B2c3D4e</c>.</summary>
    public static string UserPool(string region, string name) => $"{region}_{Digits(Hash(name), Base62, 9)}";

    /// <summary>26 lower-case letters and digits.</summary>
    public static string Client(string poolId, string name) => Digits(Hash($"{poolId}/{name}"), Base36, 26);

    /// <summary>Such as <c>us-east-1:8b6f…</c>, a GUID behind the region.</summary>
    public static string IdentityPool(string region, string name) => $"{region}:{new Guid(Hash(name).AsSpan(0, 16), bigEndian: true)}";

    /// <summary>The name to derive from where the id of <paramref name="name"/> is taken.</summary>
    public static string Another(string name) => $"{name}/{Guid.NewGuid()}";

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The first digits of the hash, read as one big-endian number.</summary>
    private static string Digits(byte[] hash, string alphabet, int count)
    {
        var number = new BigInteger(hash, isUnsigned: true, isBigEndian: true);
        var digits = new Stack<char>();
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, alphabet.Length, out var digit);
            digits.Push(alphabet[(int)digit]);
        }

        return string.Concat(digits)[..count];
    }
}
