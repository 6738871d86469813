using System.Globalization;
using Amazon;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>Stacks of the CDK, deployed by a stand-in of its CLI that writes down how it was called.</summary>
public sealed class StackTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("aspire-stack-").FullName;

    [Fact]
    public async Task A_stack_is_deployed_by_the_cdk_cli_and_its_outputs_reach_those_who_refer_to_it()
    {
        AddCli("""
            echo "deploying as $AWS_PROFILE in $AWS_REGION: $*"
            while [ "$1" != --outputs-file ]; do shift; done
            echo '{"my-stack": {"QueueUrl": "https://queue", "Other": "other"}}' > "$2"
            """);
        var builder = CreateBuilder();
        var config = builder.AddAWSSDKConfig().WithProfile("someone").WithRegion(RegionEndpoint.EUCentral1);
        var stack = builder.AddAWSCDKStack("stack", scope => new SampleStack(scope))
            .AddOutput("QueueUrl", sample => sample.Queue.QueueUrl)
            .WithReference(config);
        var user = builder.AddExecutable("user", "sleep", ".", "60")
            .WithReference(stack)
            .WithEnvironment("QUEUE", stack.GetOutput("QueueUrl"));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("user", KnownResourceStates.Running, TestApplication.Timeout());

        var variables = app.State(user.Resource).EnvironmentVariables.Where(v => v.IsFromSpec).ToDictionary(v => v.Name, v => v.Value);
        Assert.Equal("https://queue", variables["AWS__Resources__QueueUrl"]);
        Assert.Equal("other", variables["AWS__Resources__Other"]);
        Assert.Equal("https://queue", variables["QUEUE"]);
        Assert.Equal(("someone", "someone", "eu-central-1", "eu-central-1"), (variables["AWS_PROFILE"], variables["AWS__Profile"], variables["AWS_REGION"], variables["AWS__Region"]));
        await app.WaitForLogAsync(stack.Resource, "deploying as someone in eu-central-1: deploy my-stack --app");
        Assert.Contains(app.State(stack.Resource).Properties, p => p is { Name: "aws.cloudformation.output.QueueUrl", Value: "https://queue" });
        Assert.Contains("QueueUrl", await File.ReadAllTextAsync(stack.Resource.TemplatePath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_can_not_be_deployed_says_why()
    {
        AddCli("echo 'no credentials' >&2; exit 1");
        var builder = CreateBuilder();
        var stack = builder.AddAWSCDKStack("stack", scope => new SampleStack(scope));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("stack", "Failed to Provision", TestApplication.Timeout());

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => stack.Resource.ProvisioningTaskCompletionSource!.Task);
        Assert.Equal("'npx cdk deploy' failed with exit code 1. no credentials", exception.Message);
        await app.WaitForLogAsync(stack.Resource, "Error provisioning stack: 'npx cdk deploy' failed");
    }

    [Fact]
    public async Task A_stack_that_is_still_busy_is_waited_for()
    {
        AddCli("""
            if [ ! -e second ]; then
              touch second
              echo 'Stack:arn:aws:cloudformation:eu-central-1:1:stack/my-stack/1 is in UPDATE_IN_PROGRESS state and can not be updated.' >&2
              exit 1
            fi
            """);
        var builder = CreateBuilder();
        var stack = builder.AddAWSCDKStack("stack", scope => new SampleStack(scope));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(stack.Resource, "AWS is still at work on an earlier deployment of my-stack");
        await app.ResourceNotifications.WaitForResourceAsync("stack", KnownResourceStates.Running, TestApplication.Timeout());
    }

    [Fact]
    public async Task The_end_of_the_application_ends_the_CLI()
    {
        AddCli("echo $$ > pid; echo started; exec sleep 600");
        var builder = CreateBuilder();
        var stack = builder.AddAWSCDKStack("stack", scope => new SampleStack(scope));
        int id;
        await using (var app = builder.Build())
        {
            await app.StartAsync(TestApplication.Timeout());
            await app.WaitForLogAsync(stack.Resource, "started");
            id = int.Parse(await File.ReadAllTextAsync(Path.Combine(_project, "pid"), TestApplication.Timeout()), CultureInfo.InvariantCulture);
            await app.StopAsync(TestApplication.Timeout());
        }

        // Ended and not yet collected by its parent, it would have no command line any more.
        var commandLine = $"/proc/{id}/cmdline";
        Assert.False(File.Exists(commandLine) && (await File.ReadAllTextAsync(commandLine, TestContext.Current.CancellationToken)).Length > 0, "The CLI outlived the application.");
        Assert.True(stack.Resource.ProvisioningTaskCompletionSource!.Task.IsCanceled);
    }

    [Fact]
    public async Task A_CLI_that_a_signal_ended_was_interrupted()
    {
        AddCli("exit 130");
        var builder = CreateBuilder();
        var stack = builder.AddAWSCDKStack("stack", scope => new SampleStack(scope));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(stack.Resource, "'npx cdk deploy' was interrupted.");
    }

    [Fact]
    public async Task A_missing_cdk_cli_is_one_sentence()
    {
        var builder = CreateBuilder();
        var stack = builder.AddAWSCDKStack("stack");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(stack.Resource, "Add it with 'npm install --save-dev aws-cdk'.");
    }

    public void Dispose() => Directory.Delete(_project, recursive: true);

    private IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = _project, DisableDashboard = true, EnableResourceLogging = true });
        builder.Services.AddTestOutput();
        builder.Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = WaitBehavior.StopOnResourceUnavailable);
        return builder;
    }

    private void AddCli(string script)
    {
        File.WriteAllText(Path.Combine(_project, "package.json"), """{"private": true, "devDependencies": {"aws-cdk": "2"}}""");
        var folder = Directory.CreateDirectory(Path.Combine(_project, "node_modules", ".bin"));
        var cli = Path.Combine(folder.FullName, "cdk");
        File.WriteAllText(cli, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private sealed class SampleStack : Stack
    {
        public SampleStack(Constructs.Construct scope)
            : base(scope, "my-stack") => Queue = new Queue(this, "Queue");

        public Queue Queue { get; }
    }
}
