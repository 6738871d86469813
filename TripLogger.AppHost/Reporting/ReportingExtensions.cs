using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TripLogger.AppHost.Reporting;

/// <summary>Makes a start tell what happens: Aspire shows it on its dashboard only, which nobody may be looking at.</summary>
internal static class ReportingExtensions
{
    /// <summary>
    /// Tells on the console what is going on, when everything is ready, and what is not and why; and lets a resource that
    /// failed fail those that wait for it instead of leaving them waiting.
    /// </summary>
    /// <param name="builder">The application.</param>
    public static void AddConsoleReport(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResourceFailures>();
        // Before Aspire's own services, whose start may take long.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ConsoleReporter>());
        builder.Services.Configure<ReportOptions>(builder.Configuration.GetSection("Report"));
        builder.Services.Configure<ResourceNotificationServiceOptions>(notifications =>
            notifications.DefaultWaitBehavior = WaitBehavior.StopOnResourceUnavailable);
    }

    /// <summary>Adds a line to what is told when everything is ready.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="title">What it is.</param>
    /// <param name="value">Where it is.</param>
    public static void TellWhenReady(this IDistributedApplicationBuilder builder, string title, string value) =>
        builder.Services.Configure<ReportOptions>(options => options.Lines.Add((title, value)));

    /// <summary>Ends the AppHost, with exit code 1, when this resource fails to start: nothing would work without it, and it can't be started again.</summary>
    public static IResourceBuilder<TResource> EndsAppHostOnFailure<TResource>(this IResourceBuilder<TResource> builder)
        where TResource : IResource =>
        builder.WithAnnotation(new EndsAppHostAnnotation());
}

/// <summary>See <see cref="ReportingExtensions.EndsAppHostOnFailure"/>.</summary>
internal sealed class EndsAppHostAnnotation : IResourceAnnotation;

/// <summary>The configuration section <c>Report</c>.</summary>
internal sealed class ReportOptions
{
    /// <summary>For how many seconds a resource may run without being healthy before it is named.</summary>
    public double Patience { get; set; } = 30;

    /// <summary>More lines for what is told when everything is ready.</summary>
    public List<(string Title, string Value)> Lines { get; } = [];
}
