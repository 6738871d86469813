namespace TripLogger.Api.Profile;

public static class ProfileExtensions
{
    /// <summary>Adds the store of profiles, and what keeps their addresses in step with the user pool.</summary>
    public static IHostApplicationBuilder AddProfiles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProfileStore>();
        builder.Services.AddSingleton<EmailTakeover>();
        return builder;
    }
}
