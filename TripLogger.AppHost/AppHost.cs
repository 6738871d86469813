using TripLogger.AppHost;
using TripLogger.AppHost.LocalCloud;
using TripLogger.AppHost.LocalCloud.Commands;
using TripLogger.Infra;

try
{
    var builder = DistributedApplication.CreateBuilder(args);

    // The cloud on this machine: two emulators, and the CDK's stack applied to them.
    var cloud = builder.AddLocalCloud();
    var dynamoDb = cloud.AddDynamoDb("dynamodb", port: 8000);
    var cognito = cloud.AddCognito<Projects.CognitoEmulator>("cognito");
    var stack = cloud.AddStack("triplogger-stack", new DeploymentSettings(), dynamoDb, cognito);

    // The application. The pool's trigger is answered by the API too.
    var api = builder.AddProject<Projects.TripLogger_Api>("api")
        .WithReference(stack)
        .WithHttpHealthCheck("/health");
    cloud.WithFunctions(cognito, api);
    stack.WithDataCommands(cloud, dynamoDb, cognito, api);

    // The web page.
    builder.AddDashboard("dashboard", "../TripLogger.Api/Dashboard", port: 5173)
        .WithReference(api)
        .WaitFor(api);

    await builder.Build().RunAsync();
}
catch (DistributedApplicationException exception)
{
    // One sentence that names cause and cure says more than a stack trace.
    await Console.Error.WriteLineAsync(exception.Message);
    Environment.ExitCode = 1;
}
