using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>The client's half of SRP as the AWS clients compute it, written apart from the emulator's.</summary>
public sealed class SrpClient
{
    private const string NHex =
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
        "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
        "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
        "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33" +
        "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
        "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    private static readonly BigInteger N = Hex(NHex);
    private static readonly BigInteger G = 2;

    private readonly BigInteger _a;
    private readonly BigInteger _publicValue;

    public SrpClient()
    {
        // 256 bits, the least that RFC 5054 recommends: with the 1,024 of the AWS clients each sign-in takes four times as long.
        _a = new(RandomNumberGenerator.GetBytes(32), isUnsigned: true);
        _publicValue = BigInteger.ModPow(G, _a, N);
    }

    public static string GroupHex => NHex;

    public string PublicValue => _publicValue.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    /// <summary>Signs in through the SRP flow.</summary>
    /// <returns>The answer to the password verifier: tokens or the next challenge.</returns>
    public static async Task<Answer> SignInAsync(TestPool pool, string username, string password)
    {
        var srp = new SrpClient();
        var challenge = await pool.Emulator.CallAsync("InitiateAuth", new
        {
            pool.ClientId,
            AuthFlow = "USER_SRP_AUTH",
            AuthParameters = new { USERNAME = username, SRP_A = srp.PublicValue },
        });
        Assert.Equal("PASSWORD_VERIFIER", challenge["ChallengeName"]?.GetValue<string>());
        return await pool.Emulator.SendAsync("RespondToAuthChallenge", srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), password));
    }

    /// <param name="timestamp">When the proof says that it was made; now without.</param>
    public object Respond(TestPool pool, JsonObject challenge, string password, string? timestamp = null)
    {
        var poolName = pool.Id.Split('_')[1];
        var userId = Text("USER_ID_FOR_SRP");
        var secretBlock = Convert.FromBase64String(Text("SECRET_BLOCK"));
        var serverValue = Hex(Text("SRP_B"));
        timestamp ??= DateTime.UtcNow.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

        var u = Hash(Pad(_publicValue), Pad(serverValue));
        var k = Hash(Pad(N), Pad(G));
        var x = Hash(Pad(Hex(Text("SALT"))), SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}")));
        var s = BigInteger.ModPow(Positive(serverValue - (k * BigInteger.ModPow(G, x, N))), _a + (u * x), N);
        byte[] info = [.. "Caldera Derived Key"u8, 1];
        var key = HMACSHA256.HashData(HMACSHA256.HashData(Pad(u), Pad(s)), info)[..16];
        byte[] message = [.. Encoding.UTF8.GetBytes(poolName + userId), .. secretBlock, .. Encoding.UTF8.GetBytes(timestamp)];
        return new
        {
            pool.ClientId,
            ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new
            {
                USERNAME = userId,
                PASSWORD_CLAIM_SECRET_BLOCK = Text("SECRET_BLOCK"),
                PASSWORD_CLAIM_SIGNATURE = Convert.ToBase64String(HMACSHA256.HashData(key, message)),
                TIMESTAMP = timestamp,
            },
        };

        string Text(string name) => challenge[name]!.GetValue<string>();
    }

    private static BigInteger Positive(BigInteger number) => ((number % N) + N) % N;

    private static BigInteger Hash(byte[] first, byte[] second) => new(SHA256.HashData([.. first, .. second]), isUnsigned: true, isBigEndian: true);

    private static byte[] Pad(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    private static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
