using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TripLogger.AppHost.StartChecks;

/// <summary>Looks at what a start needs before anything starts.</summary>
internal static class StartCheckExtensions
{
    /// <summary>
    /// Adds something to look at. All of it is looked at side by side; what is wrong ends the start with a
    /// <see cref="DistributedApplicationException"/> of one sentence for each.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="check">Answers the sentence that names cause and cure, or <see langword="null"/> when all is well.</param>
    public static void CheckBeforeStart(this IDistributedApplicationBuilder builder, Func<DistributedApplicationModel, CancellationToken, Task<string?>> check)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(Subscribed)))
        {
            builder.Services.AddSingleton<Subscribed>();
            builder.Eventing.Subscribe<BeforeStartEvent>(RunAsync);
        }

        builder.Services.Configure<StartCheckOptions>(options => options.Checks.Add(check));
    }

    /// <summary>Adds something that throws a <see cref="DistributedApplicationException"/> when it finds a fault.</summary>
    /// <inheritdoc cref="CheckBeforeStart(IDistributedApplicationBuilder, Func{DistributedApplicationModel, CancellationToken, Task{string?}})"/>
    public static void CheckBeforeStart(this IDistributedApplicationBuilder builder, Func<CancellationToken, Task> check) => builder.CheckBeforeStart(async (_, cancellationToken) =>
    {
        try
        {
            await check(cancellationToken);
            return null;
        }
        catch (DistributedApplicationException fault)
        {
            return fault.Message;
        }
    });

    private static async Task RunAsync(BeforeStartEvent start, CancellationToken cancellationToken)
    {
        var checks = start.Services.GetRequiredService<IOptions<StartCheckOptions>>().Value.Checks;
        var faults = await Task.WhenAll(checks.Select(check => check(start.Model, cancellationToken)));
        if (faults.OfType<string>().Distinct().ToArray() is { Length: > 0 } sentences)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, sentences));
        }
    }

    private sealed class Subscribed;

    private sealed class StartCheckOptions
    {
        public List<Func<DistributedApplicationModel, CancellationToken, Task<string?>>> Checks { get; } = [];
    }
}
