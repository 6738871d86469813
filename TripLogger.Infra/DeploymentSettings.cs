using System.Text.RegularExpressions;

namespace TripLogger.Infra;

/// <summary>What distinguishes one deployment of TripLogger from another.</summary>
public sealed partial record DeploymentSettings
{
    /// <summary>The application's name unless context says otherwise.</summary>
    public const string DefaultAppName = "triplogger";

    private readonly string _appName = DefaultAppName;

    /// <summary>First part of every resource's name: lower-case letters, digits and hyphens, at most 20 characters.</summary>
    /// <exception cref="DeploymentException">The name has another form.</exception>
    public string AppName
    {
        get => _appName;
        init => _appName = AppNamePattern().IsMatch(value)
            ? value
            : throw new DeploymentException(
                $"The application name '{value}' does not fit: use 1 to 20 lower-case letters, digits and hyphens, starting with a letter, such as -c appName=triplogger.");
    }

    /// <summary>Second part of every resource's name; decides how data is protected.</summary>
    public DeploymentEnvironment Environment { get; init; } = DeploymentEnvironment.Develop;

    /// <summary>Origins of the web dashboard, such as <c>https://trips.example.com</c>: where social sign-in may return to.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Sign-in with Google; off when <see langword="null"/>.</summary>
    public SocialProvider? Google { get; init; }

    /// <summary>Sign-in with Facebook; off when <see langword="null"/>.</summary>
    public SocialProvider? Facebook { get; init; }

    /// <summary>The API's own address; only API Gateway's own when <see langword="null"/>.</summary>
    public CustomDomain? Domain { get; init; }

    /// <summary>Who sends the pool's e-mails; Cognito itself, 50 a day, when <see langword="null"/>.</summary>
    public EmailSender? Sender { get; init; }

    /// <summary>Whether Cognito weighs the risk of every sign-in, which costs the pool's dearest plan.</summary>
    public bool ThreatProtection { get; init; }

    /// <summary>Whether a firewall stands before the user pool.</summary>
    public bool WebAcl { get; init; }

    /// <summary>Who hears of alarms; nobody, beyond the console, when <see langword="null"/>.</summary>
    public AlarmReceiver? Alarms { get; init; }

    /// <summary>The processor that the functions run on.</summary>
    public ProcessorArchitecture Processor { get; init; }

    /// <summary><c>{appName}-{environment}</c>: the stack's id and name, and the start of every resource's name.</summary>
    public string Prefix => $"{AppName}-{Environment.Name}";

    /// <summary>The providers that are on, as Cognito spells them.</summary>
    public IEnumerable<string> SocialProviders => new[] { Google is null ? null : "Google", Facebook is null ? null : "Facebook" }.OfType<string>();

    // Leaves room in the longest name built from it, the sign-in domain's 63 characters.
    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$")]
    private static partial Regex AppNamePattern();
}

/// <summary>An application registered with a social sign-in provider.</summary>
/// <param name="ClientId">The public client (or app) id that the provider issued.</param>
/// <param name="SecretName">Name of the Secrets Manager secret whose whole text is the client secret: the secret itself never enters a template.</param>
public sealed record SocialProvider(string ClientId, string SecretName);

/// <summary>An address of our own for the API and its page.</summary>
/// <param name="Name">The host, such as <c>trips.example.com</c>.</param>
/// <param name="CertificateArn">Its certificate in AWS Certificate Manager, in the stack's own region.</param>
public sealed record CustomDomain(string Name, string CertificateArn);

/// <summary>A verified identity of Amazon SES.</summary>
/// <param name="From">The sender's e-mail address.</param>
/// <param name="IdentityArn">The identity, when it is not the address's domain in the stack's own region and account.</param>
public sealed record EmailSender(string From, string? IdentityArn);

/// <summary>Who hears of alarms: one of both.</summary>
/// <param name="Email">An address that a topic of our own writes to.</param>
/// <param name="TopicArn">A topic that is there already.</param>
public sealed record AlarmReceiver(string? Email, string? TopicArn);

/// <summary>Processors that AWS Lambda has.</summary>
public enum ProcessorArchitecture
{
    /// <summary>AWS Graviton: a fifth cheaper for the same time.</summary>
    Arm64,

    /// <summary>Intel and AMD.</summary>
    X64,
}
