using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TripLogger.Tests.Fixtures;

/// <summary>Writes tokens by hand, because libraries refuse to write the wrong ones.</summary>
internal static class Jwt
{
    /// <summary>A token as the pool signs it.</summary>
    public static string Sign(TestIssuer issuer, Dictionary<string, object> claims) =>
        Write("RS256", issuer.KeyId, claims, input => SignRsa(TestIssuer.Key, input));

    public static byte[] SignRsa(RSA key, byte[] input) => key.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>A token of any algorithm, signed by any function of <c>header.payload</c>.</summary>
    public static string Write(string algorithm, string keyId, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(new Dictionary<string, object> { ["kid"] = keyId, ["alg"] = algorithm })}.{Encode(claims)}";
        return $"{input}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static string Encode(Dictionary<string, object> json) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(json));
}
