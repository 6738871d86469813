#if ASPIRE_HOSTING_AWS_PACKAGE
using Amazon.CDK;
using Aspire.Hosting.AWS;
using Aspire.Hosting.AWS.CDK;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>Brings the functions' code to AWS where AWS's own package deploys the stack.</summary>
internal static class AssetExtensions
{
    /// <summary>
    /// Publishes the stack's assets before it is deployed. The package finds none in what CDK 2.262 and later write, says nothing,
    /// and CloudFormation would miss the code.
    /// </summary>
    /// <param name="stack">The stack, which waits for it.</param>
    /// <param name="sdk">The account.</param>
    /// <param name="cdkProject">The folder of the CDK's command line.</param>
    public static IResourceBuilder<T> WithAssets<T>(this IResourceBuilder<T> stack, IAWSSDKConfig sdk, string cdkProject)
        where T : IStackResource
    {
        var assembly = ((App)stack.Resource.Stack.Node.Root).Outdir;
        var assets = stack.ApplicationBuilder
            .AddExecutable($"{stack.Resource.Name}-assets", "node", cdkProject, "node_modules/aws-cdk/bin/cdk", "publish-assets", stack.Resource.StackName)
            .WithArgs("--app", assembly, "--unstable", "publish-assets", "--ci", "--no-notices")
            .WithReference(sdk);
        return stack.WaitForCompletion(assets);
    }
}
#endif
