using Microsoft.IdentityModel.Tokens;
using TripLogger.Api.Configuration;
using TripLogger.Api.Problems;

namespace TripLogger.Api.Authentication;

/// <summary>
/// The public keys by which the pool signs tokens. They are read by the first token that needs them, and again when a token names a key that
/// is not among them, since the pool may have changed it: that token waits, and all that come meanwhile wait with it for the same read. A
/// read that failed is remembered, so that nobody waits for the next failure.
/// </summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">verifying JSON web tokens</see>.</remarks>
internal sealed class PoolKeys(UserPool pool, IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>Invented key ids must not make us flood the pool: whoever comes earlier waits.</summary>
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FailureIsRemembered = TimeSpan.FromSeconds(2);

    /// <summary>Older keys are read anew on the side, so that one which the pool has withdrawn does not count for ever.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>By so much the pool's clock and ours may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile Known? _known;
    private Task<Known>? _reading;
    private DateTimeOffset _lastReadAt;
    private (Exception Exception, DateTimeOffset At)? _failure;

    /// <summary>The key of this id, or null when the pool has none.</summary>
    /// <param name="keyId">The id that a token names.</param>
    /// <param name="issuedAt">When the token says that it was issued: keys that were read later would have the right one among them.</param>
    /// <exception cref="ServiceUnavailableException">The keys cannot be read, so nobody knows.</exception>
    public async ValueTask<SecurityKey?> FindAsync(string keyId, DateTimeOffset issuedAt)
    {
        var cameAt = clock.GetUtcNow();
        for (var known = _known; ; known = await ReadAsync())
        {
            if (known?.Keys.GetValueOrDefault(keyId) is { } key)
            {
                if (cameAt - known.ReadAt > MaxAge)
                {
                    // Its failure, if it fails, is for those who ask by an unknown key.
                    _ = ReadAsync().ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                }

                return key;
            }

            if (known is not null && (known.ReadAt > cameAt || known.ReadAt > issuedAt + ClockSkew))
            {
                return null;
            }
        }
    }

    /// <summary>The read that is under way, or the next one.</summary>
    private Task<Known> ReadAsync()
    {
        lock (_lock)
        {
            if (_failure is { } failure && clock.GetUtcNow() - failure.At < FailureIsRemembered)
            {
                return Task.FromException<Known>(new ServiceUnavailableException("The user pool", failure.Exception));
            }

            return _reading is { IsCompleted: false } ? _reading : _reading = ReadNextAsync();
        }
    }

    /// <summary>Belongs to no caller: none of them ends it.</summary>
    private async Task<Known> ReadNextAsync()
    {
        var pause = _lastReadAt + BetweenReads - clock.GetUtcNow();
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, clock);
        }

        var readAt = _lastReadAt = clock.GetUtcNow();
        try
        {
            using var http = clients.CreateClient(nameof(PoolKeys));
            var keys = new JsonWebKeySet(await http.GetStringAsync(pool.KeysAddress)).GetSigningKeys().Where(key => key.KeyId is not null).ToDictionary(key => key.KeyId);
            return keys.Count > 0
                ? _known = new Known(keys, readAt)
                : throw new InvalidDataException($"There are no keys at {pool.KeysAddress}.");
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                _failure = (exception, clock.GetUtcNow());
            }

            throw new ServiceUnavailableException("The user pool", exception);
        }
    }

    /// <param name="Keys">The keys by their ids.</param>
    /// <param name="ReadAt">When the pool was asked for them.</param>
    private sealed record Known(Dictionary<string, SecurityKey> Keys, DateTimeOffset ReadAt);
}
