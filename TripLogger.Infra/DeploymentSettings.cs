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

    /// <summary><c>{appName}-{environment}</c>: the stack's id and name, and the start of every resource's name.</summary>
    public string Prefix => $"{AppName}-{Environment.Name}";

    // Leaves room in the longest name built from it, the sign-in domain's 63 characters.
    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$")]
    private static partial Regex AppNamePattern();
}

/// <summary>An application registered with a social sign-in provider.</summary>
/// <param name="ClientId">The public client (or app) id that the provider issued.</param>
/// <param name="SecretName">Name of the Secrets Manager secret whose whole text is the client secret: the secret itself never enters a template.</param>
public sealed record SocialProvider(string ClientId, string SecretName);
