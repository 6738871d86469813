using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>Somebody whom AWS knows.</summary>
/// <param name="Arn">Who.</param>
/// <param name="SessionToken">What comes with temporary credentials.</param>
internal sealed record SignedIn(string Arn, string? SessionToken)
{
    /// <summary>The role that was assumed, without its account and session: <c>deploy-role</c>.</summary>
    public string? BootstrapRole => Arn.Split('/') is [_, var role, _] && role.StartsWith(SecurityTokens.BootstrapPrefix, StringComparison.Ordinal)
        ? role[SecurityTokens.BootstrapPrefix.Length..^$"-{AwsAccount.Id}-{AwsAccount.Region}".Length]
        : null;
}

/// <summary>AWS Security Token Service: who is who, and the roles that the CDK's bootstrap has made.</summary>
internal sealed class SecurityTokens
{
    public const string BootstrapPrefix = "cdk-hnb659fds-";

    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly ConcurrentDictionary<string, SignedIn> _keys = new();
    private readonly HashSet<string> _roles = [];

    public SecurityTokens() => _keys[AwsAccount.AccessKeyId] = new($"arn:aws:iam::{AwsAccount.Id}:user/traveller", null);

    /// <summary>Whether everybody's credentials have run out.</summary>
    public bool HaveExpired { get; set; }

    /// <summary>Makes a role that signed-in users may assume.</summary>
    public void AddRole(string name) => _roles.Add($"arn:aws:iam::{AwsAccount.Id}:role/{name}");

    /// <summary>Credentials of a role.</summary>
    public (string AccessKeyId, string SecretAccessKey, string SessionToken) Issue(string role, string session)
    {
        var (key, token) = ($"ASIA{Guid.NewGuid():N}"[..20].ToUpperInvariant(), Guid.NewGuid().ToString("N"));
        _keys[key] = new($"arn:aws:sts::{AwsAccount.Id}:assumed-role/{role}/{session}", token);
        return (key, AwsAccount.SecretAccessKey, token);
    }

    /// <exception cref="AwsError">Nobody has this key, or no longer.</exception>
    public SignedIn Identify(string accessKeyId, string? sessionToken) =>
        HaveExpired ? throw new AwsError("ExpiredToken", "The security token included in the request is expired", StatusCodes.Status403Forbidden)
        : _keys.TryGetValue(accessKeyId, out var caller) && caller.SessionToken == sessionToken ? caller
        : throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", StatusCodes.Status403Forbidden);

    public IResult Answer(AwsRequest request) => request.Action switch
    {
        "GetCallerIdentity" => Xml.Result(request, Namespace, Xml.Text("Arn", request.Caller.Arn), Xml.Text("UserId", "AIDATRAVELLER"), Xml.Text("Account", AwsAccount.Id)),
        "AssumeRole" => AssumeRole(request),
        var action => throw new AwsError("InvalidAction", $"Could not find operation {action} for version 2011-06-15"),
    };

    private IResult AssumeRole(AwsRequest request)
    {
        var arn = request.Value("RoleArn");
        if (!_roles.Contains(arn))
        {
            throw AwsError.Denied(request.Caller.Arn, $"sts:AssumeRole on resource: {arn}");
        }

        var (key, secret, token) = Issue(arn.Split('/')[^1], request.Value("RoleSessionName"));
        return Xml.Result(request, Namespace, Xml.Element(
            "Credentials",
            Xml.Text("AccessKeyId", key),
            Xml.Text("SecretAccessKey", secret),
            Xml.Text("SessionToken", token),
            Xml.Text("Expiration", DateTime.UtcNow.AddHours(1).ToString("O", CultureInfo.InvariantCulture))));
    }
}
