using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Synthesis;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Benchmarks.Servers;
using TripLogger.Infra;
using Installation = TripLogger.AppHost.LocalCloud.Emulators.DynamoDbLocal;

namespace TripLogger.Benchmarks.Backends;

/// <summary>AWS's DynamoDB Local, in memory, with the stack's tables.</summary>
internal sealed class DynamoDbLocal : IBackend
{
    private const int BatchSize = 25;
    private const int BatchesAtOnce = 8;

    private readonly ServerProcess _process;
    private readonly HttpClient _http = new();

    private DynamoDbLocal(ServerProcess process) => _process = process;

    public string Name => "DynamoDB Local";

    public Uri Endpoint => _process.Address;

    public static async Task<DynamoDbLocal> StartAsync()
    {
        var installation = new Installation(Folders.DynamoDbLocal);
        await installation.EnsureInstalledAsync(NullLogger.Instance, CancellationToken.None);
        var database = new DynamoDbLocal(await ServerProcess.StartAsync(
            "DynamoDB Local",
            port => ["java", .. installation.JavaArguments(port, dataDirectory: null).Select(argument => argument.ToString()!)]));

        var stack = await new StackSynthesizer(Folders.Synthesis).SynthesizeAsync(new DeploymentSettings(), NullLogger.Instance, CancellationToken.None);
        var tables = CloudFormationTemplate.Parse(JsonSerializer.Serialize(new
        {
            Resources = stack.Resources.Values
                .Where(resource => resource.Type == "AWS::DynamoDB::Table")
                .ToDictionary(resource => resource.LogicalId, resource => new { resource.Type, resource.Properties }),
        }));
        await new StackProvisioner(database._http, database.Endpoint, cognito: database.Endpoint, resetHint: "run the benchmark again.")
            .ApplyAsync(tables, new TemplateScope("triplogger-develop", UserPool.Region, "000000000000"), NullLogger.Instance, CancellationToken.None);
        return database;
    }

    /// <summary>Adds users with a profile and so many trips each.</summary>
    public async Task SeedAsync(IEnumerable<string> users, int trips)
    {
        foreach (var user in users)
        {
            await PutAsync(Tables.Users, [Items.Profile(user)]);
            await PutAsync(Tables.Trips, [Items.Summary(user, trips), .. Enumerable.Range(0, trips).Select(number => Items.Trip(user, number))]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private Task PutAsync(string table, IEnumerable<object> items) => Parallel.ForEachAsync(
        items.Chunk(BatchSize),
        new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce },
        async (batch, cancellationToken) =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                RequestItems = new Dictionary<string, object> { [table] = batch.Select(item => new { PutRequest = new { Item = item } }) },
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
            request.Headers.TryAddWithoutValidation("X-Amz-Target", "DynamoDB_20120810.BatchWriteItem");
            request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=local/20260101/{UserPool.Region}/dynamodb/aws4_request, SignedHeaders=host, Signature=00");
            using var response = await _http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
        });
}
