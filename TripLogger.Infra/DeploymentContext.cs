using System.Net.Mail;

namespace TripLogger.Infra;

/// <summary>
/// Reads the settings from <see href="https://docs.aws.amazon.com/cdk/v2/guide/context.html">CDK context</see>:
/// cdk.json or <c>-c key=value</c>.
/// </summary>
public static class DeploymentContext
{
    /// <summary>Context key of <see cref="DeploymentSettings.AppName"/>.</summary>
    public const string AppName = "appName";

    /// <summary>Context key of <see cref="DeploymentSettings.Environment"/>.</summary>
    public const string Environment = "environment";

    /// <summary>Context key of <see cref="DeploymentSettings.Origins"/>, separated by commas.</summary>
    public const string Origins = "origins";

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="context">Looks a key up: <c>app.Node.TryGetContext</c>.</param>
    /// <exception cref="DeploymentException">A value cannot work.</exception>
    public static DeploymentSettings Read(Func<string, object?> context)
    {
        var domain = Domain(context);
        var settings = new DeploymentSettings
        {
            AppName = Text(context, AppName) ?? DeploymentSettings.DefaultAppName,
            Environment = ParseEnvironment(Text(context, Environment)),
            Origins = Text(context, Origins) is { } origins ? ParseOrigins(origins) : domain is null ? [] : [$"https://{domain.Name}"],
            Google = Provider(context, "google"),
            Facebook = Provider(context, "facebook"),
            Domain = domain,
            Sender = Sender(context),
            ThreatProtection = Switch(context, "threatProtection"),
            WebAcl = Switch(context, "webAcl"),
            Alarms = Alarms(context),
            Processor = ParseProcessor(Text(context, "architecture")),
        };

        if (settings is { Origins: [], Google: not null } or { Origins: [], Facebook: not null })
        {
            throw new DeploymentException(
                "Social sign-in must know where to return to: name the dashboard's origins, such as -c origins=https://trips.example.com.");
        }

        return settings;
    }

    private static DeploymentEnvironment ParseEnvironment(string? name) => name switch
    {
        null or "develop" => DeploymentEnvironment.Develop,
        "staging" => DeploymentEnvironment.Staging,
        "production" => DeploymentEnvironment.Production,
        _ => throw new DeploymentException(
            $"The environment '{name}' is unknown: choose -c environment=develop, staging or production."),
    };

    private static ProcessorArchitecture ParseProcessor(string? name) => name switch
    {
        null or "arm64" => ProcessorArchitecture.Arm64,
        "x86_64" => ProcessorArchitecture.X64,
        _ => throw new DeploymentException($"The architecture '{name}' is unknown: choose -c architecture=arm64 or x86_64."),
    };

    private static string[] ParseOrigins(string origins)
    {
        var list = origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        return Array.Find(list, origin => !IsOrigin(origin)) is { } wrong
            ? throw new DeploymentException(
                $"'{wrong}' is no origin that Cognito returns to: write https://host without a path (http only for localhost), several separated by commas.")
            : list;
    }

    // Cognito's rule for callback URLs: https, or http on localhost.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.GetLeftPart(UriPartial.Authority) == text
        && (uri.Scheme == Uri.UriSchemeHttps || uri is { Scheme: "http", Host: "localhost" });

    private static SocialProvider? Provider(Func<string, object?> context, string name)
    {
        var (idKey, secretKey) = ($"{name}ClientId", $"{name}SecretName");

        return (Text(context, idKey), Text(context, secretKey)) switch
        {
            (null, null) => null,
            ({ } id, { } secret) => new SocialProvider(id, secret),
            _ => throw new DeploymentException(
                $"Give both or neither: -c {idKey}=… and -c {secretKey}=… (the name of a Secrets Manager secret that holds the client secret)."),
        };
    }

    private static CustomDomain? Domain(Func<string, object?> context) =>
        (Text(context, "domainName"), Text(context, "certificateArn")) switch
        {
            (null, null) => null,
            ({ } name, { } certificate) when Uri.CheckHostName(name) == UriHostNameType.Dns && name.Contains('.') && IsArn(certificate, "acm") => new CustomDomain(name, certificate),
            _ => throw new DeploymentException(
                "A custom domain is -c domainName=trips.example.com together with -c certificateArn=arn:aws:acm:… (its certificate in the stack's own region)."),
        };

    private static EmailSender? Sender(Func<string, object?> context) =>
        (Text(context, "sesFromEmail"), Text(context, "sesIdentityArn")) switch
        {
            (null, null) => null,
            ({ } from, var identity) when IsEmail(from) && (identity is null || IsArn(identity, "ses")) => new EmailSender(from, identity),
            _ => throw new DeploymentException(
                "E-mail by Amazon SES is -c sesFromEmail=no-reply@example.com, and -c sesIdentityArn=arn:aws:ses:… where the verified identity is not the address's domain in the stack's own region."),
        };

    private static AlarmReceiver? Alarms(Func<string, object?> context) =>
        (Text(context, "alarmEmail"), Text(context, "alarmTopicArn")) switch
        {
            (null, null) => null,
            ({ } email, null) when IsEmail(email) => new AlarmReceiver(email, null),
            (null, { } topic) when IsArn(topic, "sns") => new AlarmReceiver(null, topic),
            _ => throw new DeploymentException(
                "Alarms go to -c alarmEmail=ops@example.com or to -c alarmTopicArn=arn:aws:sns:…, one of both."),
        };

    private static bool IsArn(string text, string service) => text.StartsWith($"arn:aws:{service}:", StringComparison.Ordinal);

    private static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool Switch(Func<string, object?> context, string key) => context(key) switch
    {
        null or "" or false or "false" => false,
        true or "true" => true,
        var other => throw new DeploymentException($"Context '{key}' is a switch: -c {key}=true or false, not '{other}'."),
    };

    private static string? Text(Func<string, object?> context, string key) => context(key) switch
    {
        null or "" => null,
        string text => text.Trim(),
        _ => throw new DeploymentException($"Context '{key}' must be text: write -c {key}=… or a string in cdk.json."),
    };
}
