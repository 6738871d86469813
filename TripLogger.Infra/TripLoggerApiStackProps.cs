using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace TripLogger.Infra;

/// <summary>What a <see cref="TripLoggerApiStack"/> needs to know.</summary>
public sealed class TripLoggerApiStackProps : StackProps
{
    /// <summary>The settings of the data stack that it belongs to.</summary>
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The packaged API, or <see cref="Hosting.ApiPackage.Placeholder"/> where nothing is deployed.</summary>
    public required Code Code { get; init; }
}
