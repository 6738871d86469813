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

    public CheckedTokens() => MapInboundClaims = false;

    /// <inheritdoc />
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_passed.TryGetValue(token, out TokenValidationResult? earlier))
        {
            return earlier!;
        }

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
}
