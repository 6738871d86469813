using TripLogger.Tests.Report;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace TripLogger.Tests.Report;

/// <summary>Starts what takes long before what is quick, so that at the end no core waits for the other.</summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>They start many processes, or the tools of a deployment; or wait for what is late or never comes.</summary>
    private static readonly string[] Long =
    [
        ".AppHost.", "PackagedApi", "CdkCliTests", ".Dashboard.", "TripLoadTests", "ApiContainerTests", "AvailabilityTests", "DurabilityTests", "+Closings", "+Conflicts",
        "GeneratedRequestTests", "ClientTests", "RobustnessTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length)];
}
