using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>
/// An account of AWS on a loopback port, as far as a deployment by the CDK's own command line meets it: Security Token Service,
/// Systems Manager, S3 and CloudFormation. Keys and session tokens must be right; signatures are not computed again.
/// </summary>
internal sealed class AwsAccount : IAsyncDisposable
{
    public const string Id = "111122223333";
    public const string Region = "eu-central-1";
    public const string AccessKeyId = "AKIATRAVELLER0000000";
    public const string SecretAccessKey = "the traveller's secret";

    private readonly WebApplication _app;

    private AwsAccount(WebApplication app)
    {
        _app = app;
        Stacks = new(Bucket, Parameters);
    }

    /// <summary>By IP: S3 is then asked in path style.</summary>
    public string Endpoint => _app.Urls.Single();

    /// <summary>Variables of a program that is signed in here and asks nobody else.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint,
        ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey,
        ["AWS_REGION"] = Region,
        // Else the CDK's command line waits for the internet.
        ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
        ["CDK_DISABLE_VERSION_CHECK"] = "true",
        ["CDK_NOTICES"] = "false",
    };

    public SecurityTokens Tokens { get; } = new();

    public ParameterStore Parameters { get; } = new();

    public AssetBucket Bucket { get; } = new();

    public CloudFormation Stacks { get; }

    public static async Task<AwsAccount> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var account = new AwsAccount(builder.Build());
        account._app.Run(account.AnswerAsync);
        await account._app.StartAsync(cancellationToken);
        return account;
    }

    /// <summary>What <c>npx cdk bootstrap</c> leaves behind.</summary>
    public void Bootstrap()
    {
        Bucket.Exists = true;
        Parameters.Values["/cdk-bootstrap/hnb659fds/version"] = "31";
        foreach (var role in (string[])["deploy-role", "file-publishing-role", "lookup-role"])
        {
            Tokens.AddRole($"{SecurityTokens.BootstrapPrefix}{role}-{Id}-{Region}");
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var service = "";
        IResult answer;
        try
        {
            (var key, service) = AwsRequest.Scope(http.Request);
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var token = http.Request.Headers["X-Amz-Security-Token"].ToString();
            var request = new AwsRequest(http.Request, body.ToArray(), Tokens.Identify(key, token.Length > 0 ? token : null));
            answer = service switch
            {
                "sts" => Tokens.Answer(request),
                "ssm" => Parameters.Answer(request),
                "s3" => Bucket.Answer(request),
                "cloudformation" => Stacks.Answer(request),
                _ => throw new AwsError("UnknownOperationException", $"Nobody taught the account {service}."),
            };
        }
        catch (AwsError refused)
        {
            answer = Refuse(service, refused);
        }

        await answer.ExecuteAsync(http);
    }

    private static IResult Refuse(string service, AwsError refused) => service switch
    {
        "ssm" => Results.Text(new JsonObject { ["__type"] = refused.Code, ["message"] = refused.Message }.ToJsonString(), "application/x-amz-json-1.1", statusCode: refused.Status),
        "s3" => Xml.Document(refused.Status, XNamespace.None, Xml.Element("Error", Xml.Text("Code", refused.Code), Xml.Text("Message", refused.Message))),
        _ => Xml.Document(refused.Status, XNamespace.None, Xml.Element(
            "ErrorResponse",
            Xml.Element("Error", Xml.Text("Type", "Sender"), Xml.Text("Code", refused.Code), Xml.Text("Message", refused.Message)),
            Xml.Text("RequestId", Guid.NewGuid().ToString()))),
    };
}
