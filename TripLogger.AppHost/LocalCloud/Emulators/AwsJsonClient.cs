using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TripLogger.AppHost.LocalCloud.Emulators;

/// <summary>
/// Calls an emulator by the <see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON protocol</see>,
/// whose members have the names of the template's properties: what is resolved can be sent as it is.
/// The request is not signed, the credential is made up: this client can only talk to an emulator.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="endpoint">The emulator.</param>
/// <param name="service">The service's signing name, for example <c>dynamodb</c>.</param>
/// <param name="targetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="contentType">The protocol's version.</param>
public sealed class AwsJsonClient(HttpClient http, Uri endpoint, string service, string targetPrefix, string contentType)
{
    /// <summary>A client for DynamoDB.</summary>
    public static AwsJsonClient DynamoDb(HttpClient http, Uri endpoint) =>
        new(http, endpoint, "dynamodb", "DynamoDB_20120810", "application/x-amz-json-1.0");

    /// <summary>A client for Cognito's user pools.</summary>
    public static AwsJsonClient UserPools(HttpClient http, Uri endpoint) =>
        new(http, endpoint, "cognito-idp", "AWSCognitoIdentityProviderService", "application/x-amz-json-1.1");

    /// <summary>A client for Cognito's identity pools.</summary>
    public static AwsJsonClient IdentityPools(HttpClient http, Uri endpoint) =>
        new(http, endpoint, "cognito-identity", "AWSCognitoIdentityService", "application/x-amz-json-1.1");

    /// <summary>Calls an operation.</summary>
    /// <exception cref="AwsServiceException">The service refused the request.</exception>
    /// <exception cref="LocalCloudException">The emulator did not answer.</exception>
    public async Task<JsonObject> CallAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(input.ToJsonString(), new MediaTypeHeaderValue(contentType)),
        };
        request.Headers.Add("X-Amz-Target", $"{targetPrefix}.{operation}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-target, Signature=none");

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var output = await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken) as JsonObject ?? [];
            return response.IsSuccessStatusCode ? output : throw AwsServiceException.From(operation, output);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LocalCloudException($"The emulator at {endpoint} did not answer {operation} ({exception.Message}): look at its log, then start it again.", exception);
        }
    }

    /// <summary>The items of all pages of a list operation.</summary>
    /// <param name="operation">For example <c>ListUserPools</c>; what it lists is the member of that name.</param>
    /// <param name="filter">Members of each request, for example the pool's id.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<JsonObject> ListAsync(string operation, JsonObject filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = filter.DeepClone().AsObject();
        input["MaxResults"] = 60;
        do
        {
            var page = await CallAsync(operation, input, cancellationToken);
            foreach (var item in page[operation["List".Length..]]?.AsArray() ?? [])
            {
                yield return item!.AsObject();
            }

            input["NextToken"] = page["NextToken"]?.DeepClone();
        }
        while (input["NextToken"] is not null);
    }
}

/// <summary>A service's refusal of a request.</summary>
/// <param name="code">The error's code, for example <c>ResourceNotFoundException</c>.</param>
/// <param name="message">Operation, code and text.</param>
public sealed class AwsServiceException(string code, string message) : Exception(message)
{
    /// <summary>The error's code, for example <c>ResourceNotFoundException</c>.</summary>
    public string Code { get; } = code;

    internal static AwsServiceException From(string operation, JsonObject error)
    {
        // DynamoDB writes com.amazonaws…#Code and, unlike others, Message.
        var code = ((string?)error["__type"] ?? "UnknownError").Split('#')[^1];
        var text = (string?)error["message"] ?? (string?)error["Message"] ?? "no reason given";
        return new(code, $"{operation} was refused: {code}: {text}");
    }
}
