using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

try
{
    var app = new App();
    var settings = DeploymentContext.Read(app.Node.TryGetContext);

    // One package, two functions: the user pool's trigger and the API.
    var package = ApiPackage.Build(settings.Processor);
    var data = new TripLoggerStack(app, settings.Prefix, new TripLoggerStackProps
    {
        Settings = settings,
        AddUserCode = Code.FromAsset(package),
    });
    var api = new TripLoggerApiStack(app, new ResourceNames(settings).Api, new TripLoggerApiStackProps
    {
        Settings = settings,
        Code = Code.FromAsset(package),
    });
    // It reads the parameters that the data stack writes.
    api.Node.AddDependency(data);

    app.Synth();
    return 0;
}
catch (DeploymentException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
