using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.AppHost.Reporting;
using TripLogger.Infra;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>Adds what stands in for AWS on this machine to the app model.</summary>
public sealed class LocalCloudBuilder
{
    /// <summary>The emulators' only region.</summary>
    public const string Region = "us-east-1";

    /// <summary>The emulators' only account, which can't exist on AWS.</summary>
    public const string AccountId = "000000000000";

    /// <summary>What DynamoDB Local answers to an unsigned request: it is there.</summary>
    private const int UnsignedRequestStatus = 400;

    private readonly IDistributedApplicationBuilder _builder;
    private readonly LocalCloudOptions _options;

    /// <summary>Lets the API answer this run's emulator and nobody else. Random, so that no web page can guess it.</summary>
    private readonly string _lambdaInvokeKey = RandomNumberGenerator.GetHexString(32);

    internal LocalCloudBuilder(IDistributedApplicationBuilder builder, LocalCloudOptions options)
    {
        _builder = builder;
        _options = options;
    }

    /// <summary>How to start afresh.</summary>
    internal string ResetHint => $"delete {_options.DataDirectory}, if you can do without what is in it, and start again.";

    /// <summary>What the emulators keep, one folder each.</summary>
    internal IReadOnlyList<string> DataFolders => _options.DataFolders;

    /// <summary>Adds DynamoDB Local, its data in <c>LocalCloud:DataDirectory</c>.</summary>
    public IResourceBuilder<IResourceWithEndpoints> AddDynamoDb(string name, int port) =>
        RunsInContainer() ? AddDynamoDbContainer(name, port, _options.DynamoDbData) : AddDynamoDbProcess(name, port, _options.DynamoDbData);

    /// <summary>Adds the Cognito emulator, its data in <c>LocalCloud:DataDirectory</c>.</summary>
    public IResourceBuilder<ProjectResource> AddCognito<TProject>(string name)
        where TProject : IProjectMetadata, new() =>
        _builder.AddProject<TProject>(name)
            .WithEnvironment("DataDirectory", _options.CognitoData)
            .WithEnvironment("AWS_REGION", Region)
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/inbox", "Inbox"))
            .WithUrlForEndpoint("http", endpoint => new() { Url = "/users", DisplayText = "Users", Endpoint = endpoint });

    /// <summary>
    /// Lets Cognito's triggers call the functions of a project.
    /// There is no wait in it: the project waits for the stack, the stack for Cognito.
    /// </summary>
    public void WithFunctions(IResourceBuilder<ProjectResource> cognito, IResourceBuilder<ProjectResource> functions)
    {
        cognito
            .WithEnvironment("AWS_ENDPOINT_URL_LAMBDA", functions.GetEndpoint("http"))
            .WithEnvironment("LocalCloud__LambdaInvokeKey", _lambdaInvokeKey);
        functions.WithEnvironment("LocalCloud__LambdaInvokeKey", _lambdaInvokeKey);
    }

    /// <summary>Synthesizes the CDK stack and applies its template to the emulators.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="settings">The stack's name and environment.</param>
    /// <param name="dynamoDb">Where tables are created.</param>
    /// <param name="cognito">Where pools are created.</param>
    public IResourceBuilder<LocalStackResource> AddStack(
        string name,
        DeploymentSettings settings,
        IResourceBuilder<IResourceWithEndpoints> dynamoDb,
        IResourceBuilder<IResourceWithEndpoints> cognito) =>
        _builder.AddResource(new LocalStackResource(name, settings, dynamoDb.GetEndpoint("http"), cognito.GetEndpoint("http")))
            .WithIconName("CloudCube")
            .EndsAppHostOnFailure()
            .WithInitialState(new()
            {
                ResourceType = "CDK stack (local)",
                Properties = [],
                State = KnownResourceStates.NotStarted,
            })
            .WaitFor(dynamoDb)
            .WaitFor(cognito)
            .OnInitializeResource((stack, initialize, cancellationToken) =>
                LocalStackLifecycle.RunAsync(stack, ResetHint, initialize, cancellationToken));

    private bool RunsInContainer() => _options.DynamoDb switch
    {
        DynamoDbMode.Embedded => false,
        DynamoDbMode.Container => true,
        // The app model is built synchronously. With neither of the two, the check before the start tells what is missing.
        _ => Toolchain.HasContainerEngineInsteadOfJavaAsync(CancellationToken.None).GetAwaiter().GetResult(),
    };

    /// <summary>Nothing that a person would want to open: the browser downloads an error message.</summary>
    private static void Hide(ResourceUrlAnnotation url) => url.DisplayLocation = UrlDisplayLocation.DetailsOnly;

    private IResourceBuilder<ContainerResource> AddDynamoDbContainer(string name, int port, string data) => _builder
        .AddContainer(name, DynamoDbLocal.Image, DynamoDbLocal.ImageTag)
        .WithHttpEndpoint(port, targetPort: 8000)
        .WithBindMount(data, "/storage")
        .WithArgs("-jar", "DynamoDBLocal.jar", "-sharedDb", "-disableTelemetry", "-dbPath", "/storage")
        .WithHttpHealthCheck("/", UnsignedRequestStatus)
        .WithUrlForEndpoint("http", Hide);

    private IResourceBuilder<ExecutableResource> AddDynamoDbProcess(string name, int port, string data)
    {
        var installation = new DynamoDbLocal(Path.GetFullPath("../local/DynamoDbLocal", _builder.AppHostDirectory));
        var dynamoDb = _builder.AddExecutable(name, "java", data).WithHttpEndpoint(port);
        var endpoint = dynamoDb.GetEndpoint("http");

        return dynamoDb
            .WithArgs(context =>
            {
                foreach (var argument in installation.JavaArguments(endpoint.Property(EndpointProperty.TargetPort), data))
                {
                    context.Args.Add(argument);
                }
            })
            .WithHttpHealthCheck("/", UnsignedRequestStatus)
            .WithUrlForEndpoint("http", Hide)
            .OnBeforeResourceStarted((resource, start, cancellationToken) => start.Services.GetRequiredService<ResourceFailures>()
                .GuardAsync(resource, logger => installation.EnsureInstalledAsync(logger, cancellationToken), cancellationToken));
    }
}
