using TripLogger.Infra;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>A CDK stack that is applied to the emulators of this machine.</summary>
/// <param name="name">The resource's name in the app model.</param>
/// <param name="settings">The stack's name and environment.</param>
/// <param name="dynamoDb">Where its tables are.</param>
/// <param name="cognito">Where its pools are.</param>
public sealed class LocalStackResource(string name, DeploymentSettings settings, EndpointReference dynamoDb, EndpointReference cognito)
    : Resource(name), IResourceWithWaitSupport
{
    /// <summary>The stack's name and environment.</summary>
    public DeploymentSettings Settings { get; } = settings;

    /// <summary>Where the stack's tables are.</summary>
    public EndpointReference DynamoDb { get; } = dynamoDb;

    /// <summary>Where the stack's pools are.</summary>
    public EndpointReference Cognito { get; } = cognito;

    /// <summary>The stack's outputs; empty until it is provisioned.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; internal set; } = new Dictionary<string, string>();
}
