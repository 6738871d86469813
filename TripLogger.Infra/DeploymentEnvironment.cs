using Amazon.CDK;

namespace TripLogger.Infra;

/// <summary>Where a stack lives, and with that how its data is protected.</summary>
public enum DeploymentEnvironment
{
    /// <summary>A developer's own stack, also the local cloud: its data goes with it.</summary>
    Develop,

    /// <summary>Rehearsal: protected like production.</summary>
    Staging,

    /// <summary>The real one.</summary>
    Production,
}

/// <summary>What follows from the environment.</summary>
public static class DeploymentEnvironmentExtensions
{
    extension(DeploymentEnvironment environment)
    {
        /// <summary>The name in context, resource names and tags: <c>develop</c>, <c>staging</c>, <c>production</c>.</summary>
        public string Name => environment.ToString().ToLowerInvariant();

        /// <summary>Whether users and data outlive the stack and are protected against deletion.</summary>
        public bool KeepsData => environment is not DeploymentEnvironment.Develop;

        /// <summary>Requests a second that the gateway lets through on each of its routes; what runs away must not cost much.</summary>
        public int RequestsPerSecond => environment is DeploymentEnvironment.Production ? 200 : 25;

        /// <summary>
        /// The policy of everything that holds data. What is kept survives deletion and replacement, but not a failed first
        /// creation: its name would be taken and the next attempt would fail.
        /// See <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html">DeletionPolicy, RetainExceptOnCreate</see>.
        /// </summary>
        public RemovalPolicy DataRemovalPolicy =>
            environment.KeepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    }
}
