using System.Collections.Concurrent;
using TripLogger.Infra;
using TripLogger.Tests.Infra;

[assembly: AssemblyFixture(typeof(Stacks))]

namespace TripLogger.Tests.Infra;

/// <summary>The stacks' templates, synthesized as the local cloud does: each once for all tests that ask for it.</summary>
public sealed class Stacks : IDisposable
{
    private readonly ConcurrentDictionary<(DeploymentSettings Settings, bool IsApi), Lazy<Template>> _templates = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("triplogger-infra-").FullName;

    /// <summary>Without a banner of ten lines in the tests' report where Node is a version that works but is no longer maintained.</summary>
    public Stacks() => Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");

    /// <summary>Production with all that context can switch on.</summary>
    public static DeploymentSettings Everything { get; } = new()
    {
        Environment = DeploymentEnvironment.Production,
        Origins = ["https://trips.example.com", "https://www.example.com"],
        Google = new SocialProvider("google-id", "signin/google"),
        Facebook = new SocialProvider("facebook-id", "signin/facebook"),
        Domain = new CustomDomain("trips.example.com", "arn:aws:acm:eu-west-1:123456789012:certificate/trips"),
        Sender = new EmailSender("no-reply@example.com", null),
        ThreatProtection = true,
        WebAcl = true,
        Alarms = new AlarmReceiver("ops@example.com", null),
    };

    public Template Develop => this[DeploymentEnvironment.Develop];

    public Template DevelopApi => Api(DeploymentEnvironment.Develop);

    public Template this[DeploymentEnvironment environment] => this[Settings(environment)];

    public Template this[DeploymentSettings settings] => Synthesize(settings, isApi: false);

    public Template Api(DeploymentEnvironment environment) => Api(Settings(environment));

    public Template Api(DeploymentSettings settings) => Synthesize(settings, isApi: true);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Template Synthesize(DeploymentSettings settings, bool isApi) => _templates.GetOrAdd((settings, isApi), key => new(() =>
    {
        var directory = Path.Combine(_directory, Guid.NewGuid().ToString("N"));
        return Template.Load(key.IsApi ? LocalSynthesis.SynthesizeApi(key.Settings, directory) : LocalSynthesis.Synthesize(key.Settings, directory));
    })).Value;

    // One object per environment, as records with lists are only equal to themselves.
    private static readonly Dictionary<DeploymentEnvironment, DeploymentSettings> ByEnvironment =
        Enum.GetValues<DeploymentEnvironment>().ToDictionary(environment => environment, environment => new DeploymentSettings { Environment = environment });

    private static DeploymentSettings Settings(DeploymentEnvironment environment) => ByEnvironment[environment];
}
