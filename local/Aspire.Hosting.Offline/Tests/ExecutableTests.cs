namespace Aspire.Hosting.Offline.Tests;

public sealed class ExecutableTests
{
    [Fact]
    public async Task A_program_gets_its_arguments_and_its_environment_and_its_folder()
    {
        var builder = TestApplication.CreateBuilder();
        var other = builder.AddExecutable("other", "sleep", ".", "60").WithHttpEndpoint();
        var program = builder.AddExecutable("program", "sh", Path.GetTempPath(), "-c", "echo \"$0 $1 $(pwd) $NAMED $TEXT $LATE\"; sleep 60", "zero")
            .WithArgs("one")
            .WithEnvironment("NAMED", "a name")
            .WithEnvironment("TEXT", $"at {other.GetEndpoint("http").Property(EndpointProperty.Host)}")
            .WithEnvironment("LATE", () => "later");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(program.Resource, $"zero one {Path.GetTempPath().TrimEnd('/')} a name at localhost later");
        Assert.Contains(app.State(program.Resource).EnvironmentVariables, v => v is { Name: "NAMED", Value: "a name", IsFromSpec: true });
        Assert.Contains(app.State(program.Resource).Relationships, r => r is { ResourceName: "other", Type: "Reference" });
    }

    [Fact]
    public async Task A_program_that_ends_is_finished_with_its_exit_code()
    {
        var builder = TestApplication.CreateBuilder();
        var program = builder.AddExecutable("program", "sh", ".", "-c", "echo to stderr >&2; exit 3");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("program", KnownResourceStates.Finished, TestApplication.Timeout());

        Assert.Equal(3, app.State(program.Resource).ExitCode);
        await app.WaitForLogAsync(program.Resource, "to stderr");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_fails_with_the_cure_and_the_others_live_on()
    {
        var builder = TestApplication.CreateBuilder();
        var missing = builder.AddExecutable("missing", "no-such-program", ".");
        var nowhere = builder.AddExecutable("nowhere", "sh", "no/such/folder");
        builder.AddExecutable("other", "sleep", ".", "60");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("other", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(missing.Resource).State?.Text);
        await app.WaitForLogAsync(missing.Resource, "'no-such-program' of 'missing' is not on PATH: install it, or give its path.");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(nowhere.Resource).State?.Text);
        await app.WaitForLogAsync(nowhere.Resource, "does not exist.");
    }

    [Fact]
    public async Task An_exception_in_a_callback_keeps_only_its_resource_from_starting()
    {
        var builder = TestApplication.CreateBuilder();
        var broken = builder.AddExecutable("broken", "sleep", ".", "60").WithEnvironment(_ => throw new InvalidOperationException("no such setting"));
        var unwilling = builder.AddExecutable("unwilling", "sleep", ".", "60").OnBeforeResourceStarted((_, _, _) => throw new InvalidOperationException("not today"));
        builder.AddExecutable("other", "sleep", ".", "60");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("other", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(broken.Resource).State?.Text);
        await app.WaitForLogAsync(broken.Resource, "no such setting");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(unwilling.Resource).State?.Text);
        await app.WaitForLogAsync(unwilling.Resource, "not today");
    }

    [Fact]
    public async Task A_program_can_be_stopped_started_and_restarted()
    {
        var builder = TestApplication.CreateBuilder();
        var program = builder.AddExecutable("program", "sh", ".", "-c", "echo runs as $$; exec sleep 60");
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("program", TestApplication.Timeout());
        var first = Pid(app, program.Resource);

        var stop = await app.ResourceCommands.ExecuteCommandAsync(program.Resource, KnownResourceCommands.StopCommand, TestApplication.Timeout());
        var stopped = app.State(program.Resource);
        var start = await app.ResourceCommands.ExecuteCommandAsync("program", KnownResourceCommands.StartCommand, TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("program", TestApplication.Timeout());
        var second = Pid(app, program.Resource);
        var restart = await app.ResourceCommands.ExecuteCommandAsync("program", KnownResourceCommands.RestartCommand, TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("program", TestApplication.Timeout());
        var third = Pid(app, program.Resource);

        Assert.True(stop.Success, stop.Message);
        Assert.Equal(KnownResourceStates.Finished, stopped.State?.Text);
        Assert.Equal(ResourceCommandState.Enabled, stopped.Commands.Single(c => c.Name == KnownResourceCommands.StartCommand).State);
        Assert.Equal(ResourceCommandState.Hidden, stopped.Commands.Single(c => c.Name == KnownResourceCommands.StopCommand).State);
        Assert.True(start.Success, start.Message);
        Assert.True(restart.Success, restart.Message);
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        await app.WaitForLogAsync(program.Resource, $"runs as {third}");
    }

    [Fact]
    public async Task What_is_told_late_of_the_last_run_does_not_end_the_next_one()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddExecutable("program", "sleep", ".", "60");
        // Whoever listens to it keeps the others' news waiting, as a busy machine does.
        builder.AddExecutable("slow", "sleep", ".", "60").WithCommand("command", "Command", _ => Task.FromResult(CommandResults.Success()), new CommandOptions
        {
            UpdateState = context =>
            {
                Thread.Sleep(KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text) ? 200 : 0);
                return ResourceCommandState.Enabled;
            },
        });
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await WaitUntilBothAreHealthyAsync();

        for (var round = 0; round < 5; round++)
        {
            var restart = app.ResourceCommands.ExecuteCommandAsync("program", KnownResourceCommands.RestartCommand, TestApplication.Timeout());
            var slow = app.ResourceCommands.ExecuteCommandAsync("slow", KnownResourceCommands.RestartCommand, TestApplication.Timeout());
            await restart;
            await app.ResourceNotifications.WaitForResourceHealthyAsync("program", WaitBehavior.StopOnResourceUnavailable, TestApplication.Timeout());
            await slow;
            await WaitUntilBothAreHealthyAsync();
        }

        Task WaitUntilBothAreHealthyAsync() => Task.WhenAll(
            app.ResourceNotifications.WaitForResourceHealthyAsync("program", TestApplication.Timeout()),
            app.ResourceNotifications.WaitForResourceHealthyAsync("slow", TestApplication.Timeout()));
    }

    [Fact]
    public async Task A_program_with_explicit_start_waits_for_someone_to_start_it()
    {
        var builder = TestApplication.CreateBuilder();
        var program = builder.AddExecutable("program", "sleep", ".", "60").WithExplicitStart();
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        var before = app.State(program.Resource).State?.Text;
        await app.ResourceCommands.ExecuteCommandAsync("program", KnownResourceCommands.StartCommand, TestApplication.Timeout());

        Assert.Equal(KnownResourceStates.NotStarted, before);
        await app.ResourceNotifications.WaitForResourceAsync("program", KnownResourceStates.Running, TestApplication.Timeout());
    }

    [Fact]
    public async Task Disposing_the_application_ends_its_programs()
    {
        var builder = TestApplication.CreateBuilder();
        var program = builder.AddExecutable("program", "sleep", ".", "60");
        var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceHealthyAsync("program", TestApplication.Timeout());
        var pid = Pid(app, program.Resource);

        await app.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{pid}"), $"Process {pid} is still there.");
    }

    private static string Pid(DistributedApplication app, IResource resource) =>
        app.State(resource).Properties.Single(p => p.Name == "executable.pid").Value?.ToString() ?? throw new InvalidOperationException("no pid");
}
