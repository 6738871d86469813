using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What callers share goes on when one of them leaves.</summary>
public sealed class SharedWorkTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/public/trips?limit=51", "Query")]
    [InlineData("/api/public/trips", "BatchGetItem")]
    [InlineData("/health", "GetItem")]
    public async Task Whoever_leaves_takes_nothing_from_those_who_asked_for_the_same(string path, string operation)
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.CreateTripAsync(body => body["visibility"] = "public");
        using var visitor = api.CreateClient();
        var asked = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        proxy.Before = async requested =>
        {
            if (requested == operation)
            {
                asked.TrySetResult();
                await mayGoOn.Task;
            }
        };

        // Act: the first one has the work begun, the others join, the first one leaves.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = visitor.GetAsync(path, leaving.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        var others = Enumerable.Range(0, 3).Select(_ => visitor.GetAsync(path, Cancel)).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        mayGoOn.SetResult();

        // Assert
        foreach (var other in others)
        {
            using var response = await other;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_page_whose_only_reader_left_is_whole_for_the_next_one()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.CreateTripAsync(body => body["visibility"] = "public");
        using var visitor = api.CreateClient();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        proxy.Before = operation => operation == "Query" ? leaving.CancelAsync() : Task.CompletedTask;

        // Act
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => visitor.GetAsync("/api/public/trips", leaving.Token));
        proxy.Before = _ => Task.CompletedTask;
        var page = await visitor.GetJsonAsync("/api/public/trips");

        // Assert
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Those_who_ask_for_a_page_at_once_have_it_read_once()
    {
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var visitor = api.CreateClient();
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // However it is written, and whoever asks.
        string[] spellings = ["?limit=4", "?limit=004", "?limit=4&limitless=1", "?limit=0000000004&x=y", "?limit=4#"];
        await Task.WhenAll(spellings.SelectMany(spelling => new[] { visitor, client }.Select(caller => caller.GetJsonAsync($"/api/public/trips{spelling}"))));

        Assert.Equal(["Query"], proxy.Operations);
    }
}
