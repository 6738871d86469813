using System.Collections.Concurrent;
using TripLogger.Infra;
using TripLogger.Tests.Infra;

[assembly: AssemblyFixture(typeof(Stacks))]

namespace TripLogger.Tests.Infra;

/// <summary>The stack's templates, synthesized as the local cloud does: each once for all tests that ask for it.</summary>
public sealed class Stacks : IDisposable
{
    private readonly ConcurrentDictionary<DeploymentSettings, Lazy<Template>> _templates = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("triplogger-infra-").FullName;

    /// <summary>Without a banner of ten lines in the tests' report where Node is a version that works but is no longer maintained.</summary>
    public Stacks() => Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");

    public static DeploymentSettings Social { get; } = new()
    {
        Environment = DeploymentEnvironment.Production,
        Origins = ["https://trips.example.com", "https://www.example.com"],
        Google = new SocialProvider("google-id", "signin/google"),
        Facebook = new SocialProvider("facebook-id", "signin/facebook"),
    };

    public Template Develop => this[DeploymentEnvironment.Develop];

    public Template this[DeploymentEnvironment environment] => this[Settings(environment)];

    public Template this[DeploymentSettings settings] => _templates.GetOrAdd(settings, key => new(() =>
        Template.Load(LocalSynthesis.Synthesize(key, Path.Combine(_directory, Guid.NewGuid().ToString("N")))))).Value;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    // One object per environment, as records with lists are only equal to themselves.
    private static readonly Dictionary<DeploymentEnvironment, DeploymentSettings> ByEnvironment =
        Enum.GetValues<DeploymentEnvironment>().ToDictionary(environment => environment, environment => new DeploymentSettings { Environment = environment });

    private static DeploymentSettings Settings(DeploymentEnvironment environment) => ByEnvironment[environment];
}
