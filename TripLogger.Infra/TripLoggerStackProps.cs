using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace TripLogger.Infra;

/// <summary>What a <see cref="TripLoggerStack"/> needs to know.</summary>
public sealed class TripLoggerStackProps : StackProps
{
    /// <summary>Names, protection and social sign-in.</summary>
    public required DeploymentSettings Settings { get; init; }

    /// <summary>
    /// Code of the function that runs after a confirmed sign-up: the packaged API for AWS, and
    /// <see cref="Hosting.ApiPackage.Placeholder"/> where nothing is deployed.
    /// </summary>
    public required Code AddUserCode { get; init; }
}
