// What the tests start: tells about itself, and fails when it is told to.
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.MapGet("/health", () => "Healthy");
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name));
app.MapGet("/arguments", () => args);
app.MapGet("/content-root", (IHostEnvironment environment) => environment.ContentRootPath);

app.Run();
