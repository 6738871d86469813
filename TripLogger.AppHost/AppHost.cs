var builder = DistributedApplication.CreateBuilder(args);

builder.AddProject<Projects.TripLogger_Api>("api")
    .WithHttpHealthCheck("/health");

builder.Build().Run();
