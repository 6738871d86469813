using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

try
{
    var app = new App();
    var settings = DeploymentContext.Read(app.Node.TryGetContext);

    _ = new TripLoggerStack(app, settings.Prefix, new TripLoggerStackProps
    {
        Settings = settings,
        AddUserCode = Code.FromAsset(ApiPackage.Build()),
    });

    app.Synth();
    return 0;
}
catch (DeploymentException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
