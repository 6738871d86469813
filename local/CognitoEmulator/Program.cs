using CognitoEmulator;
using CognitoEmulator.Hosting;
using TripLogger.ServiceDefaults;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddCognitoEmulator();

    var app = builder.Build();
    app.MapCognitoEmulator();
    app.Run();
    return 0;
}
catch (Exception error) when (StartRefusedException.Explain(error) is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}
