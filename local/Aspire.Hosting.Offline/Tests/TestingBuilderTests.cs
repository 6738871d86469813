using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Offline.Tests;

public sealed class TestingBuilderTests
{
    [Fact]
    public async Task The_app_hosts_own_program_runs_on_random_ports()
    {
        await using var builder = await CreateAsync("--Greeting=Hello");
        await using var app = await builder.BuildAsync(TestApplication.Timeout());

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", TestApplication.Timeout());

        using var service = app.CreateHttpClient("service");
        using var client = app.CreateHttpClient("client", "http");
        Assert.Equal("Hello", await service.GetStringAsync("/environment/GREETING", TestContext.Current.CancellationToken));
        Assert.Equal(app.GetEndpoint("service"), new Uri(await client.GetStringAsync("/environment/services__service__http__0", TestContext.Current.CancellationToken)));
        Assert.NotEqual(25080, service.BaseAddress!.Port);
        Assert.EndsWith("/Samples/SampleAppHost", builder.AppHostDirectory, StringComparison.Ordinal);
        Assert.True(builder.Environment.IsDevelopment());
        Assert.DoesNotContain(builder.Resources, r => r.Name == "aspire-dashboard");
    }

    [Fact]
    public async Task Several_app_hosts_run_in_one_process()
    {
        var greetings = await Task.WhenAll(Enumerable.Range(1, 3).Select(async number =>
        {
            await using var builder = await CreateAsync($"--Greeting={number}");
            await using var app = await builder.BuildAsync(TestApplication.Timeout());
            await app.StartAsync(TestApplication.Timeout());
            await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestApplication.Timeout());
            using var client = app.CreateHttpClient("service");
            return await client.GetStringAsync("/environment/GREETING", TestContext.Current.CancellationToken);
        }));

        Assert.Equal(["1", "2", "3"], greetings);
    }

    [Fact]
    public async Task A_test_can_change_the_model_before_it_is_built()
    {
        await using var builder = await CreateAsync();
        var service = builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "service"));
        service.WithEnvironment("GREETING", "changed");
        await using var app = await builder.BuildAsync(TestApplication.Timeout());
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", TestApplication.Timeout());

        using var client = app.CreateHttpClient("service");

        Assert.Equal("changed", await client.GetStringAsync("/environment/GREETING", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_program_throws_comes_out_of_the_builder()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => CreateAsync("--Fail=no luck"));

        Assert.Equal("no luck", exception.Message);
    }

    [Fact]
    public async Task A_builder_that_is_never_built_and_an_application_that_is_never_started_cost_nothing()
    {
        var builder = await CreateAsync();
        await builder.DisposeAsync();

        await using var second = await CreateAsync();
        var app = await second.BuildAsync(TestApplication.Timeout());
        await app.DisposeAsync();

        Assert.Contains(second.Resources, r => r.Name == "service");
    }

    [Fact]
    public async Task Nothing_can_be_reached_before_the_start()
    {
        await using var builder = await CreateAsync();
        await using var app = await builder.BuildAsync(TestApplication.Timeout());

        Assert.Throws<InvalidOperationException>(() => app.CreateHttpClient("service"));
    }

    [Fact]
    public async Task Stopping_the_application_ends_its_processes()
    {
        await using var builder = await CreateAsync();
        await using var app = await builder.BuildAsync(TestApplication.Timeout());
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("service", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.True(app.ResourceNotifications.TryGetCurrentState("service", out var state));
        var pid = state.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value;

        await app.StopAsync(TestApplication.Timeout());

        Assert.False(Directory.Exists($"/proc/{pid}"), $"Process {pid} is still there.");
    }

    private static async Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleAppHost>(args, TestApplication.Timeout());
        builder.Services.AddTestOutput();
        return builder;
    }
}
