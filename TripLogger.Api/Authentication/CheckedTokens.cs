using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TripLogger.Api.Authentication;

/// <summary>
/// Checks tokens, and remembers for some minutes which ones passed: a caller sends the same one with every request, and to check it anew
/// was a third of the work for a request. Only the very same text is found again, and never after its expiry.
/// </summary>
internal sealed class CheckedTokens : JsonWebTokenHandler, IDisposable
{
    /// <summary>Bounds the memory: beyond these, tokens are checked each time.</summary>
    private const int Kept = 5_000;

    /// <summary>So long may a key that the pool has withdrawn pass at most.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _passed = new(new MemoryCacheOptions { SizeLimit = Kept });

    private readonly PoolKeys _keys;

    public CheckedTokens(PoolKeys keys)
    {
        _keys = keys;
        MapInboundClaims = false;
    }

    /// <inheritdoc />
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_passed.TryGetValue(token, out TokenValidationResult? earlier))
        {
            return earlier!;
        }

        if (ReadHead(token, validationParameters.ValidIssuer) is { } head)
        {
            // These parameters are of this request alone.
            validationParameters.IssuerSigningKey = await _keys.FindAsync(head.KeyId, head.IssuedAt);
        }

        // Without a key it is refused for whatever is wrong with it.
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            var now = DateTimeOffset.UtcNow;
            var left = result.SecurityToken.ValidTo - now.UtcDateTime + validationParameters.ClockSkew;
            _passed.Set(token, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = now + (left < KeptFor ? left : KeptFor) });
        }

        return result;
    }

    public void Dispose() => _passed.Dispose();

    /// <summary>What tells which key is needed, or null for a token that no key makes good.</summary>
    private (string KeyId, DateTimeOffset IssuedAt)? ReadHead(string token, string issuer)
    {
        if (!CanReadToken(token))
        {
            return null;
        }

        try
        {
            var read = ReadJsonWebToken(token);
            return read is { Alg: SecurityAlgorithms.RsaSha256, Kid.Length: > 0 } && read.Issuer == issuer ? (read.Kid, new DateTimeOffset(read.IssuedAt, TimeSpan.Zero)) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
