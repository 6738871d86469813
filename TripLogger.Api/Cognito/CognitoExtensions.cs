using TripLogger.Api.Configuration;

namespace TripLogger.Api.Cognito;

public static class CognitoExtensions
{
    /// <summary>Adds <see cref="CognitoClient"/>.</summary>
    public static IHostApplicationBuilder AddCognito(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CognitoClient>();
        builder.Services.AddHttpClient(nameof(CognitoClient), (services, http) =>
        {
            http.BaseAddress = services.GetRequiredService<UserPool>().Endpoint;
            // All tries together: a person waits for the answer.
            http.Timeout = TimeSpan.FromSeconds(2);
        });
        return builder;
    }
}
