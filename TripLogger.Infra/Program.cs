using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

try
{
    var app = new App();
    var settings = DeploymentContext.Read(app.Node.TryGetContext);
    var package = ApiPackage.Build(RepositoryRoot.Find());

    _ = new TripLoggerStack(app, settings.Prefix, new TripLoggerStackProps
    {
        Settings = settings,
        AddUserCode = Code.FromAsset(package),
    });

    app.Synth();
    return 0;
}
catch (DeploymentSettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
