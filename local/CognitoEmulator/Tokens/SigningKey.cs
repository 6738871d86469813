using System.Security.Cryptography;
using System.Text;
using CognitoEmulator.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Tokens;

/// <summary>The RSA key that signs all tokens: drawn once per data folder, so no other emulator's tokens pass here.</summary>
internal sealed class SigningKey : IDisposable
{
    private const string FileName = "signing-key.pem";
    private const int Bits = 2048;

    private readonly RSA _rsa;
    private readonly byte[] _secret;

    public SigningKey(DataFolder folder)
    {
        _rsa = Load(folder);
        Key = new RsaSecurityKey(_rsa)
        {
            KeyId = Base64UrlEncoder.Encode(SHA256.HashData(_rsa.ExportSubjectPublicKeyInfo())),
            // The default factory keeps signers for the life of the process, and with them this key after it is disposed.
            CryptoProviderFactory = new CryptoProviderFactory(),
        };
        Credentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256);
        PublicParameters = _rsa.ExportParameters(includePrivateParameters: false);
        _secret = SHA256.HashData(_rsa.ExportPkcs8PrivateKey());
    }

    public RsaSecurityKey Key { get; }

    public SigningCredentials Credentials { get; }

    public RSAParameters PublicParameters { get; }

    /// <summary>Bytes that look random, are the same each time, and can't be known outside.</summary>
    public byte[] StableSecret(string label) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(label));

    public void Dispose() => _rsa.Dispose();

    private static RSA Load(DataFolder folder)
    {
        var file = folder.PathOf(FileName);
        var rsa = RSA.Create();
        try
        {
            if (!Path.Exists(file))
            {
                Create(folder, file);
            }

            rsa.ImportFromPem(File.ReadAllText(file));
            // A public key can be imported too; and what signs tokens must be as long as every verifier demands.
            rsa.ExportPkcs8PrivateKey();
            return rsa.KeySize >= Bits ? rsa : throw new CryptographicException($"it has {rsa.KeySize} bits");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new StartRefusedException(
                $"'{file}' is not an RSA private key of {Bits} bits or more in PEM form: delete it, and everyone has to sign in again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            rsa.Dispose();
            throw new StartRefusedException(
                $"'{file}' can't be read or written ({error.Message.TrimEnd('.')}): give this user the right to, or set DataDirectory to another folder.", error);
        }
    }

    /// <summary>Written under another name first: a process that dies here leaves no half key.</summary>
    private static void Create(DataFolder folder, string file)
    {
        using var rsa = RSA.Create(Bits);
        var draft = FileName + ".new";
        using (var stream = folder.OpenPrivate(draft, FileMode.Create))
        {
            stream.Write(Encoding.ASCII.GetBytes(rsa.ExportPkcs8PrivateKeyPem()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(folder.PathOf(draft), file, overwrite: true);
    }
}
