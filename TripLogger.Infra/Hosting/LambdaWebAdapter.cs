using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// Runs an unchanged web application in AWS Lambda: the
/// <see href="https://awslabs.github.io/aws-lambda-web-adapter/">AWS Lambda Web Adapter</see> starts it, waits until it is
/// ready and turns every invocation into an HTTP request.
/// </summary>
public static class LambdaWebAdapter
{
    // The layer's publisher and version (27 is release 1.0): the one place to raise it.
    private const string Publisher = "753240598075";
    private const int Version = 27;

    private const string Port = "8080";

    /// <summary>The managed runtime brings .NET and ASP.NET Core, so the package only holds the application.</summary>
    /// <remarks>
    /// Inline code stands in where nothing is deployed; should it ever reach AWS, CloudFormation refuses it for this runtime.
    /// </remarks>
    public static Runtime Runtime =>
        new("dotnet10", RuntimeFamily.DOTNET_CORE, new LambdaRuntimeProps { SupportsInlineCode = true });

    /// <summary>The adapter as a layer of the stack's region.</summary>
    public static ILayerVersion AddLayer(Construct scope, ProcessorArchitecture processor)
    {
        var name = processor is ProcessorArchitecture.Arm64 ? "LambdaAdapterLayerArm64" : "LambdaAdapterLayerX86";
        return LayerVersion.FromLayerVersionArn(scope, "WebAdapter", $"arn:aws:lambda:{Aws.REGION}:{Publisher}:layer:{name}:{Version}");
    }

    /// <summary>What makes the .NET runtime start sooner.</summary>
    public static IReadOnlyDictionary<string, string> RuntimeSettings { get; } = new Dictionary<string, string>
    {
        // Settings never change under a running function: no watching of files.
        ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        // Most instances do not live long enough to profit from what the runtime would measure first.
        ["DOTNET_TieredPGO"] = "0",
    };

    /// <summary>The adapter's <see href="https://awslabs.github.io/aws-lambda-web-adapter/configuration/environment-variables.html">settings</see>.</summary>
    public static Dictionary<string, string> Environment => new(RuntimeSettings)
    {
        ["AWS_LAMBDA_EXEC_WRAPPER"] = "/opt/bootstrap",
        ["AWS_LWA_PORT"] = Port,
        ["ASPNETCORE_HTTP_PORTS"] = Port,
        // Liveness: readiness would read tables that a function may not be allowed to read.
        ["AWS_LWA_READINESS_CHECK_PATH"] = "/alive",
        ["AWS_LWA_READINESS_CHECK_HEALTHY_STATUS"] = "200-299",
        // Where events that are no HTTP requests go.
        ["AWS_LWA_PASS_THROUGH_PATH"] = "/events",
    };
}
