namespace TripLogger.Api.Trips;

public static class TripExtensions
{
    /// <summary>Adds what reads and writes trips.</summary>
    public static IHostApplicationBuilder AddTrips(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TripReader>();
        builder.Services.AddSingleton<TripCreator>();
        builder.Services.AddSingleton<TripValidator>();
        builder.Services.AddSingleton<TripWriter>();
        return builder;
    }
}
