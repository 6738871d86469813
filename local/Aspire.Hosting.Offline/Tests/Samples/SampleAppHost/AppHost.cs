// The app host that the tests run, in their process or in one of its own.
var builder = DistributedApplication.CreateBuilder(args);
if (builder.Configuration["Fail"] is { } reason)
{
    throw new InvalidOperationException(reason);
}

var service = builder.AddProject<Projects.SampleService>("service")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("GREETING", builder.Configuration["Greeting"]);

builder.AddProject<Projects.SampleService>("client", launchProfileName: null)
    .WithHttpEndpoint()
    .WithReference(service)
    .WaitFor(service);

builder.Build().Run();
