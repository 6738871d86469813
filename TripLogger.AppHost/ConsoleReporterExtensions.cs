using Microsoft.Extensions.DependencyInjection;

namespace TripLogger.AppHost;

/// <summary>Makes failures quick and spoken.</summary>
internal static class ConsoleReporterExtensions
{
    /// <summary>Tells failures on the console, and lets a resource that failed fail those that wait for it instead of leaving them waiting.</summary>
    public static void AddConsoleReporter(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResourceFailures>();
        builder.Services.AddHostedService<ConsoleReporter>();
        builder.Services.Configure<ResourceNotificationServiceOptions>(notifications =>
            notifications.DefaultWaitBehavior = WaitBehavior.StopOnResourceUnavailable);
    }
}
