namespace Aspire.Hosting.Offline.Tests;

public sealed class CustomResourceTests
{
    [Fact]
    public async Task A_resource_of_ones_own_leads_its_own_life_and_others_wait_for_it()
    {
        var builder = TestApplication.CreateBuilder();
        var before = builder.AddExecutable("before", "true", ".");
        var own = builder.AddResource(new OwnResource("own"))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Own", State = KnownResourceStates.NotStarted, Properties = [new("kind", "test")] })
            .WaitForCompletion(before)
            .OnInitializeResource(async (resource, e, token) =>
            {
                await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, e.Services), token);
                e.Logger.LogInformationText("at work");
                await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Running, Properties = [.. s.Properties, new("answer", 42)] });
            });
        var after = builder.AddExecutable("after", "sleep", ".", "60").WaitFor(own);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("after", KnownResourceStates.Running, TestApplication.Timeout());

        var state = app.State(own.Resource);
        Assert.Equal("Own", state.ResourceType);
        Assert.Equal(KnownResourceStates.Running, state.State?.Text);
        Assert.Equal(["test", 42], state.Properties.Select(p => p.Value));
        Assert.Contains("at work", await app.ReadLogAsync(own.Resource), StringComparison.Ordinal);
        Assert.NotNull(after);
    }

    [Fact]
    public async Task A_resource_of_ones_own_that_throws_has_failed_to_start_and_so_have_those_who_wait_for_it()
    {
        var builder = TestApplication.CreateBuilder();
        var own = builder.AddResource(new OwnResource("own")).OnInitializeResource((_, _, _) => throw new InvalidOperationException("no way"));
        var after = builder.AddExecutable("after", "sleep", ".", "60").WaitFor(own);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        Assert.Equal(KnownResourceStates.FailedToStart, app.State(own.Resource).State?.Text);
        await app.WaitForLogAsync(own.Resource, "no way");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(after.Resource).State?.Text);
    }

    [Fact]
    public async Task A_child_is_shown_under_its_parent()
    {
        var builder = TestApplication.CreateBuilder();
        var parent = builder.AddExecutable("parent", "sleep", ".", "60");
        var child = builder.AddResource(new ChildResource("child", parent.Resource));
        var adopted = builder.AddResource(new OwnResource("adopted")).WithParentRelationship(parent);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        Assert.All(new IResource[] { child.Resource, adopted.Resource }, resource =>
        {
            Assert.Contains(app.State(resource).Relationships, r => r is { ResourceName: "parent", Type: "Parent" });
            Assert.StartsWith("parent-", app.State(resource).Properties.Single(p => p.Name == "resource.parentName").Value as string, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Commands_tell_what_came_of_them()
    {
        var builder = TestApplication.CreateBuilder();
        var own = builder.AddResource(new OwnResource("own"))
            .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success($"Hello {context.ResourceName}", "42", CommandResultFormat.Json)), new CommandOptions { IconName = "Hand", ConfirmationMessage = "Sure?" })
            .WithCommand("break", "Break", _ => throw new InvalidOperationException("broken"))
            .WithCommand("off", "Off", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { UpdateState = _ => ResourceCommandState.Disabled });
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());

        var greeted = await app.ResourceCommands.ExecuteCommandAsync("own", "greet", TestContext.Current.CancellationToken);
        var broken = await app.ResourceCommands.ExecuteCommandAsync(own.Resource, "break", TestContext.Current.CancellationToken);
        var unknown = await app.ResourceCommands.ExecuteCommandAsync("own", "unknown", TestContext.Current.CancellationToken);
        var nobody = await app.ResourceCommands.ExecuteCommandAsync("nobody", "greet", TestContext.Current.CancellationToken);

        Assert.True(greeted.Success);
        Assert.Equal(("Hello own", "42", CommandResultFormat.Json), (greeted.Message, greeted.Data?.Value, greeted.Data?.Format));
        Assert.Equal((false, "broken"), (broken.Success, broken.Message));
        Assert.Equal((false, "Command 'unknown' not available for resource 'own'."), (unknown.Success, unknown.Message));
        Assert.False(nobody.Success);
        Assert.Equal(ResourceCommandState.Disabled, app.State(own.Resource).Commands.Single(c => c.Name == "off").State);
    }

    [Fact]
    public async Task Events_come_in_their_order()
    {
        var told = new List<string>();
        var builder = TestApplication.CreateBuilder();
        builder.OnBeforeStart((_, _) => Tell("before start"));
        builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) => Tell("after resources created"));
        builder.AddExecutable("program", "sh", ".", "-c", "sleep 0.2").WithHttpEndpoint()
            .OnResourceEndpointsAllocated((_, _, _) => Tell("endpoints allocated"))
            .OnBeforeResourceStarted((_, _, _) => Tell("before resource started"))
            .OnResourceReady((_, _, _) => Tell("ready"))
            .OnResourceStopped((_, e, _) => Tell($"stopped: {e.ResourceEvent.Snapshot.State?.Text}"));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        while (!told.Contains("stopped: Finished"))
        {
            await Task.Delay(20, TestApplication.Timeout());
        }

        Assert.Equal(["before start", "endpoints allocated", "before resource started"], told.Take(3));
        Assert.Equal(["after resources created", "ready", "stopped: Finished"], told.Skip(3).Order());

        Task Tell(string what)
        {
            lock (told)
            {
                told.Add(what);
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Two_resources_can_not_have_the_same_name_and_names_have_rules()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddResource(new OwnResource("own"));

        Assert.Throws<DistributedApplicationException>(() => builder.AddResource(new OwnResource("OWN")));
        Assert.All(["", "1st", "with space", "two--hyphens", "end-"], name => Assert.ThrowsAny<ArgumentException>(() => builder.AddResource(new OwnResource(name))));
    }

    private sealed class OwnResource(string name) : Resource(name), IResourceWithWaitSupport;

    private sealed class ChildResource(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent { get; } = parent;
    }
}
