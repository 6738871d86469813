using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Offline.Tests;

public sealed class EndpointTests
{
    [Fact]
    public async Task A_project_answers_at_its_endpoint_with_its_launch_settings()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddProject<Projects.SampleService>("service").WithHttpHealthCheck("/health").WithArgs("one", "two");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestApplication.Timeout());

        using var client = app.CreateHttpClient("service");
        Assert.Equal("yes", await client.GetStringAsync("/environment/FROM_LAUNCH_SETTINGS", TestContext.Current.CancellationToken));
        Assert.Equal("""["one","two"]""", await client.GetStringAsync("/arguments", TestContext.Current.CancellationToken));
        Assert.EndsWith("/Samples/SampleService", await client.GetStringAsync("/content-root", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEqual(25080, client.BaseAddress!.Port);
    }

    [Fact]
    public async Task A_reference_tells_where_the_other_one_is()
    {
        var builder = TestApplication.CreateBuilder();
        var service = builder.AddProject<Projects.SampleService>("service");
        builder.AddProject<Projects.SampleService>("client")
            .WithReference(service)
            .WithEnvironment("URL", service.GetEndpoint("http"))
            .WithHttpHealthCheck("/health");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestApplication.Timeout());

        using var client = app.CreateHttpClient("client");
        var url = service.GetEndpoint("http").Url;
        Assert.Equal(url, await client.GetStringAsync("/environment/services__service__http__0", TestContext.Current.CancellationToken));
        Assert.Equal(url, await client.GetStringAsync("/environment/SERVICE_HTTP", TestContext.Current.CancellationToken));
        Assert.Equal(url, await client.GetStringAsync("/environment/URL", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_learns_its_port_from_its_variable()
    {
        var builder = TestApplication.CreateBuilder();
        var any = builder.AddExecutable("any", "sh", ".", "-c", "echo port $PORT; sleep 60").WithHttpEndpoint(env: "PORT");
        var direct = builder.AddExecutable("direct", "sh", ".", "-c", "echo port $PORT; sleep 60").WithHttpEndpoint(env: "PORT", isProxied: false);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(any.Resource, "port ");
        Assert.DoesNotContain($"port {any.GetEndpoint("http").Port}", await app.ReadLogAsync(any.Resource), StringComparison.Ordinal);
        await app.WaitForLogAsync(direct.Resource, $"port {direct.GetEndpoint("http").Port}");
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_and_whoever_needs_it_fails_with_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = TestApplication.CreateBuilder(args: "--DcpPublisher:RandomizePorts=false");
        var service = builder.AddExecutable("service", "sleep", ".", "60").WithHttpEndpoint(port);
        var user = builder.AddExecutable("user", "sleep", ".", "60").WithEnvironment("URL", service.GetEndpoint("http"));
        builder.AddExecutable("other", "sleep", ".", "60");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("other", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(service.Resource).State?.Text);
        await app.WaitForLogAsync(service.Resource, $"Port {port} ('service', endpoint 'http') is taken by another program");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(user.Resource).State?.Text);
    }

    [Fact]
    public async Task Links_follow_the_endpoints_and_the_callbacks()
    {
        var builder = TestApplication.CreateBuilder();
        var service = builder.AddProject<Projects.SampleService>("service")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Service")
            .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/health", DisplayText = "Health" })
            .WithUrl("https://example.org/manual", "Manual")
            .WithUrls(context => context.Urls.Add(new ResourceUrlAnnotation { Url = "https://example.org/hidden", DisplayLocation = UrlDisplayLocation.DetailsOnly }));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("service", KnownResourceStates.Running, TestApplication.Timeout());

        var url = service.GetEndpoint("http").Url;
        Assert.Equivalent(
            new[]
            {
                (url, "Service", false),
                (url + "/health", "Health", false),
                ("https://example.org/manual", "Manual", false),
                ("https://example.org/hidden", string.Empty, true),
            },
            app.State(service.Resource).Urls.Select(u => (u.Url, u.DisplayProperties.DisplayName, u.IsInternal)).ToArray(),
            strict: true);
        Assert.All(app.State(service.Resource).Urls, u => Assert.False(u.IsInactive));
    }
}
