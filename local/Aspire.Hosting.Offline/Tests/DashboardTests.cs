using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Offline.Tests;

public sealed class DashboardTests
{
    [Fact]
    public async Task The_dashboard_answers_and_lets_in_only_those_who_have_the_token()
    {
        var builder = TestApplication.CreateBuilder(withDashboard: true);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", TestApplication.Timeout());

        using var client = Client(app);
        var home = await client.GetAsync("/", TestContext.Current.CancellationToken);
        var wrong = await client.GetAsync("/login?t=wrong", TestContext.Current.CancellationToken);
        var right = await client.GetAsync($"/login?t={builder.Configuration["AppHost:BrowserToken"]}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"), "A wrong token must not log in.");
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.True(right.Headers.Contains("Set-Cookie"), "The right token must log in.");
    }

    [Fact]
    public async Task A_project_is_told_where_to_send_its_telemetry()
    {
        var builder = TestApplication.CreateBuilder(withDashboard: true);
        var service = builder.AddProject<Projects.SampleService>("service");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("service", KnownResourceStates.Running, TestApplication.Timeout());

        var variables = app.State(service.Resource).EnvironmentVariables.Where(v => v.IsFromSpec).ToDictionary(v => v.Name, v => v.Value);
        Assert.True(app.ResourceNotifications.TryGetCurrentState("service", out var state));
        Assert.Equal("service", variables["OTEL_SERVICE_NAME"]);
        Assert.Equal($"service.instance.id={state.ResourceId["service-".Length..]}", variables["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal(Dashboard(app).GetEndpoint("otlp-grpc").Url, variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal($"x-otlp-api-key={builder.Configuration["AppHost:OtlpApiKey"]}", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task The_telemetry_api_answers_with_its_key()
    {
        var builder = TestApplication.CreateBuilder(withDashboard: true);
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", TestApplication.Timeout());

        using var client = Client(app);
        var stranger = await client.GetAsync("/api/telemetry/resources", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("x-api-key", builder.Configuration["AppHost:DashboardApiKey"]);
        var answer = await client.GetStringAsync("/api/telemetry/resources", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.NotNull(JsonNode.Parse(answer));
    }

    [Fact]
    public async Task No_token_is_written_but_in_the_login_url()
    {
        var builder = TestApplication.CreateBuilder(withDashboard: true);
        builder.AddProject<Projects.SampleService>("service");
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", TestApplication.Timeout());

        await app.StopAsync(TestApplication.Timeout());

        var output = TestContext.Current.TestOutputHelper!.Output;
        Assert.Contains($"Login to the dashboard at {Dashboard(app).GetEndpoint("http").Url}/login?t={builder.Configuration["AppHost:BrowserToken"]}", output, StringComparison.Ordinal);
        Assert.All(
            ["AppHost:OtlpApiKey", "AppHost:DashboardApiKey", "AppHost:ResourceService:ApiKey"],
            key => Assert.DoesNotContain(builder.Configuration[key]!, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_of_the_dashboard_ends_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = TestApplication.CreateBuilder(withDashboard: true, "--DcpPublisher:RandomizePorts=false", $"--ASPNETCORE_URLS=http://localhost:{port}");
        await using var app = builder.Build();

        var exception = await Assert.ThrowsAnyAsync<DistributedApplicationException>(() => app.StartAsync(TestApplication.Timeout()));

        Assert.StartsWith($"Port {port} (the Aspire dashboard) is taken by another program", exception.Message, StringComparison.Ordinal);
    }

    private static ExecutableResource Dashboard(DistributedApplication app) =>
        ((DistributedApplicationModel)app.Services.GetService(typeof(DistributedApplicationModel))!).Resources.OfType<ExecutableResource>().Single(r => r.Name == "aspire-dashboard");

    private static HttpClient Client(DistributedApplication app) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Dashboard(app).GetEndpoint("http").Url) };
}
