// What a cold start costs: dotnet run --project perf/ColdStart -c Release [-- rounds]
// The API as it is deployed, and a bare one published the same way, start in turns on one processor, as a function of
// 1,769 MB has, and answer three requests.
using System.Globalization;
using TripLogger.ColdStart;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

// A start on AWS aims at no more than this many times a bare API's.
const double Aim = 1.6;

var rounds = args is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 15;
var root = RepositoryRoot.Find();
await using var dynamoDb = await EmptyDynamoDb.StartAsync();

Candidate bare = new("bare", ApiPackage.Publish(Path.Combine(root, "perf", "ColdStart", "BareApi", "BareApi.csproj"), ProcessorArchitecture.X64), "BareApi.dll", []);
Candidate api = new("TripLogger.Api", ApiPackage.Publish(ApiPackage.Project, ProcessorArchitecture.X64), "TripLogger.Api.dll", new()
{
    ["AWS__Resources__Region"] = "us-east-1",
    ["AWS__Resources__UserPoolId"] = "us-east-1_Measured1",
    ["AWS__Resources__UserPoolClientId"] = "measured",
    ["AWS__Resources__IdentityPoolId"] = "us-east-1:measured",
    ["AWS__Resources__UserTableName"] = "UserTable",
    ["AWS__Resources__TripTableName"] = "TripTable",
    ["AWS__Resources__ClosingTableName"] = "ClosingTable",
    ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.Address,
    ["AWS_ACCESS_KEY_ID"] = "measured",
    ["AWS_SECRET_ACCESS_KEY"] = "measured",
});

// The first round fills the disk's cache and is not counted.
await bare.StartAsync();
await api.StartAsync();
List<ColdStartTimes> bares = [], apis = [];
for (var round = 0; round < rounds; round++)
{
    bares.Add(await bare.StartAsync());
    apis.Add(await api.StartAsync());
}

Console.WriteLine($"Milliseconds from the process's start, {rounds} rounds in turns: median (10th to 90th percentile)");
Console.WriteLine();
Console.WriteLine("| answered | bare | TripLogger.Api | times |");
Console.WriteLine("|---|---|---|---|");
var first = Row("first answer, `GET /alive`", times => times.Alive);
Row("then `GET /config.json`", times => times.Configuration);
Row("then `GET /api/public/trips`, with its request to DynamoDB", times => times.PublicTrips);
Console.WriteLine();
Console.WriteLine(first <= Aim ? $"Aim met: at most {Aim} times the bare start." : $"Aim missed: {first:0.00} times the bare start, not {Aim}.");
return first <= Aim ? 0 : 1;

double Row(string name, Func<ColdStartTimes, double> time)
{
    var (ofBare, ofApi) = (Spread.Of(bares.Select(time)), Spread.Of(apis.Select(time)));
    var times = ofApi.Median / ofBare.Median;
    Console.WriteLine($"| {name} | {ofBare} | {ofApi} | {times:0.00} |");
    return times;
}
