using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.Authentication;

public static class TokenCheckExtensions
{
    /// <summary>Many times of what a pool's keys take.</summary>
    private const int MaxKeysBytes = 256 * 1024;

    /// <summary>
    /// Lets in bearers of an access token that our user pool signed for our client. Anything else is 401.
    /// </summary>
    public static IHostApplicationBuilder AddTokenCheck(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UserPool>();
        builder.Services.AddSingleton<PoolKeys>();
        builder.Services.AddSingleton<CheckedTokens>();
        builder.Services.AddHttpClient(nameof(PoolKeys), http =>
        {
            http.Timeout = TimeSpan.FromSeconds(2);
            http.MaxResponseContentBufferSize = MaxKeysBytes;
        });
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<UserPool, CheckedTokens>(Configure);
        return builder;
    }

    /// <summary>Checks tokens from here on, so that what comes before can turn a refusal into a problem.</summary>
    public static WebApplication UseTokenCheck(this WebApplication app)
    {
        app.UseAuthentication();
        // Between both: it must know the user, and count those who are turned away too.
        app.UseRateLimiter();
        app.UseAuthorization();
        return app;
    }

    private static void Configure(JwtBearerOptions options, UserPool pool, CheckedTokens tokens)
    {
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(tokens);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = pool.Authority,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // Access tokens of Cognito have no audience; client_id stands for it (AccessTokenEvents).
            ValidateAudience = false,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        options.Events = new AccessTokenEvents(pool);
    }
}
