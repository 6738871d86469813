using System.Net;
using System.Text;
using TripLogger.AppHost.LocalCloud;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.LocalCloud;

/// <summary>DynamoDB Local is for this machine, and its data for this user.</summary>
public sealed class DynamoDbLocalTests(DynamoDbLocal dynamoDb)
{
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8000", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8000", HttpStatusCode.OK)]
    [InlineData("[::1]:8000", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("evil.example:8000", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("[::2]", HttpStatusCode.Forbidden)]
    [InlineData("192.168.1.1", HttpStatusCode.Forbidden)]
    public async Task Only_who_asks_for_this_machine_is_answered(string host, HttpStatusCode status)
    {
        using var response = await ListTablesAsync(await dynamoDb.GetEndpointAsync(), host);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.OK,
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("TableNames", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task It_listens_on_both_loopback_addresses(string address)
    {
        Assert.SkipUnless(address == "127.0.0.1" || System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var endpoint = new UriBuilder(await dynamoDb.GetEndpointAsync()) { Host = address }.Uri;

        using var response = await ListTablesAsync(endpoint, host: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_folder_is_private(bool isThere)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights of files as on Unix.");
            return;
        }

        var data = Directory.CreateTempSubdirectory("triplogger-data-");
        try
        {
            var folder = Path.Combine(data.FullName, "dynamodb");
            if (isThere)
            {
                Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
            }

            DistributedApplication.CreateBuilder([$"--LocalCloud:DataDirectory={data.FullName}", "--LocalCloud:DynamoDb=embedded"])
                .AddLocalCloud().AddDynamoDb("dynamodb", port: 8000);

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> ListTablesAsync(Uri endpoint, string? host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.0"),
            Headers = { Host = host },
        };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "DynamoDB_20120810.ListTables");
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
