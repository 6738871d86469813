using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.OutputDevice;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.OutputDevice;
using Microsoft.Testing.Platform.Services;

namespace TripLogger.Tests.Report;

/// <summary>Ends a run's report with the tests that took longest: where to look when it becomes slow.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/dotnet/core/testing/microsoft-testing-platform-architecture-extensions">extensions of Microsoft.Testing.Platform</see>.</remarks>
internal sealed class SlowestTests(IOutputDevice output) : IDataConsumer, ITestSessionLifetimeHandler, IOutputDeviceDataProducer
{
    private const int Shown = 10;

    private readonly ConcurrentBag<(string Name, TimeSpan Duration)> _tests = [];

    public string Uid => nameof(SlowestTests);

    public string Version => "1.0.0";

    public string DisplayName => "Slowest tests";

    public string Description => "Names the tests that took longest.";

    public Type[] DataTypesConsumed => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task OnTestSessionStartingAsync(ITestSessionContext testSessionContext) => Task.CompletedTask;

    public Task ConsumeAsync(IDataProducer dataProducer, IData value, CancellationToken cancellationToken)
    {
        var test = ((TestNodeUpdateMessage)value).TestNode;
        if (test.Properties.SingleOrDefault<TimingProperty>() is { } timing)
        {
            _tests.Add((test.DisplayName, timing.GlobalTiming.Duration));
        }

        return Task.CompletedTask;
    }

    public async Task OnTestSessionFinishingAsync(ITestSessionContext testSessionContext)
    {
        if (_tests.Count <= Shown)
        {
            return;
        }

        var slowest = _tests.OrderByDescending(test => test.Duration).Take(Shown)
            .Select(test => string.Create(CultureInfo.InvariantCulture, $"{test.Duration.TotalSeconds,7:F1} s  {test.Name}"));
        await output.DisplayAsync(this, new TextOutputDeviceData($"The slowest tests:\n{string.Join('\n', slowest)}"), testSessionContext.CancellationToken);
    }
}

/// <summary>Named in the project file, from where the test program's generated entry point calls it.</summary>
public static class SlowestTestsHook
{
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        _ = arguments;
        // One object that hears of tests and of the session's end.
        var report = new CompositeExtensionFactory<SlowestTests>(services => new SlowestTests(services.GetOutputDevice()));
        builder.TestHost.AddDataConsumer(report);
        builder.TestHost.AddTestSessionLifetimeHandler(report);
    }
}
