using TripLogger.AppHost;
using TripLogger.AppHost.AwsCloud;
using TripLogger.AppHost.LocalCloud;
using TripLogger.AppHost.LocalCloud.Commands;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.Reporting;
using TripLogger.AppHost.StartChecks;
using TripLogger.AppHost.Surroundings;
using TripLogger.Infra;

try
{
    // For this process and all that it starts.
    Proxies.BypassForThisMachine();
    using var temporary = TemporaryFolder.Take();

    var builder = DistributedApplication.CreateBuilder(args);
    var settings = new DeploymentSettings();

    // The application. The pool's trigger is answered by the API too.
    var api = builder.AddProject<Projects.TripLogger_Api>("api")
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/scalar", "API reference"))
        // Else .NET watches every folder of the project for changed settings, and npm's packages have thousands.
        .WithEnvironment("DOTNET_hostBuilder__reloadConfigOnChange", "false");

    if (builder.UsesAws())
    {
        // AWS: the CDK's stack in the account of the developer's profile, no emulator.
        var stack = builder.AddAwsStack("triplogger-stack", settings);
        api.WithReference(stack);
    }
    else
    {
        // The cloud on this machine: two emulators, and the CDK's stack applied to them.
        var cloud = builder.AddLocalCloud();
        var dynamoDb = cloud.AddDynamoDb("dynamodb", port: 8000);
        var cognito = cloud.AddCognito<Projects.CognitoEmulator>("cognito");
        var stack = cloud.AddStack("triplogger-stack", settings, dynamoDb, cognito);
        api.WithReference(stack);
        cloud.WithFunctions(cognito, api);
        stack.WithDataCommands(cloud, dynamoDb, cognito, api);
        dynamoDb.WithDataBrowser("dynamodb-browser");
    }

    // The web page.
    builder.AddWeb("web", "../TripLogger.Api/Dashboard", port: 5173)
        .WithReference(api)
        .WaitFor(api);

    builder.BypassProxiesForThisMachine();
    builder.RequireFreePorts();
    builder.AddConsoleReport();
    await builder.Build().RunAsync();
}
catch (DistributedApplicationException exception)
{
    // One sentence that names cause and cure says more than a stack trace.
    await Console.Error.WriteLineAsync(exception.Message);
    Environment.ExitCode = 1;
}
