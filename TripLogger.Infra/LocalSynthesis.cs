using Amazon.CDK;
using TripLogger.Infra.Hosting;

namespace TripLogger.Infra;

/// <summary>Synthesizes the stacks in this process, without the CDK CLI, an AWS account or any asset.</summary>
public static class LocalSynthesis
{
    // jsii, which runs the CDK in one Node.js process per .NET process, is not thread-safe: https://github.com/aws/jsii/issues/4311
    private static readonly Lock Jsii = new();

    /// <summary>Writes the template of the data stack. The first call in a process takes seconds, as Node.js loads the CDK.</summary>
    /// <param name="settings">Names, protection and social sign-in.</param>
    /// <param name="outputDirectory">Where the cloud assembly goes; created if needed.</param>
    /// <returns>Full path of the CloudFormation template, in JSON.</returns>
    public static string Synthesize(DeploymentSettings settings, string outputDirectory) =>
        Synthesize(outputDirectory, app => new TripLoggerStack(app, settings.Prefix, new TripLoggerStackProps
        {
            Settings = settings,
            AddUserCode = ApiPackage.Placeholder(),
        }));

    /// <summary>Writes the template of the API's stack.</summary>
    /// <inheritdoc cref="Synthesize(DeploymentSettings, string)" />
    public static string SynthesizeApi(DeploymentSettings settings, string outputDirectory) =>
        Synthesize(outputDirectory, app => new TripLoggerApiStack(app, new ResourceNames(settings).Api, new TripLoggerApiStackProps
        {
            Settings = settings,
            Code = ApiPackage.Placeholder(),
        }));

    // Those of cdk.json that show in these templates, as the CLI is not there to read them.
    private static Dictionary<string, object> FeatureFlags => new() { ["@aws-cdk/aws-iam:minimizePolicies"] = true };

    private static string Synthesize(string outputDirectory, Func<App, Stack> define)
    {
        lock (Jsii)
        {
            var app = new App(new AppProps { Outdir = outputDirectory, AnalyticsReporting = false, Context = FeatureFlags });
            var stack = define(app);
            app.Synth();

            return Path.GetFullPath(Path.Combine(outputDirectory, stack.TemplateFile));
        }
    }
}
