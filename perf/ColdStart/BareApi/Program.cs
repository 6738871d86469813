// The least that answers like TripLogger.Api: what ASP.NET Core itself costs to start.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/alive", () => "Healthy");
app.MapGet("/config.json", () => new { environment = "production", region = "us-east-1" });
app.MapGet("/api/public/trips", () => new { items = Array.Empty<string>(), nextCursor = (string?)null });
app.Run();
