using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>AWS Systems Manager's Parameter Store.</summary>
internal sealed class ParameterStore
{
    /// <summary>Values by name.</summary>
    public ConcurrentDictionary<string, string> Values { get; } = new();

    public IResult Answer(AwsRequest request)
    {
        var operation = request.Http.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        if (operation != "GetParameter")
        {
            throw new AwsError("UnknownOperationException", operation);
        }

        var name = (string)JsonNode.Parse(request.Body)!["Name"]!;
        return Values.TryGetValue(name, out var value)
            ? Results.Text(new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = name, ["Type"] = "String", ["Value"] = value, ["Version"] = 1 } }.ToJsonString(), "application/x-amz-json-1.1")
            : throw new AwsError("ParameterNotFound", "");
    }
}
