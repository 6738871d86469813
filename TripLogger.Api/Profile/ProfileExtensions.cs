namespace TripLogger.Api.Profile;

public static class ProfileExtensions
{
    /// <summary>Adds the store of profiles.</summary>
    public static IHostApplicationBuilder AddProfiles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProfileStore>();
        return builder;
    }
}
