using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.AppHost.Reporting;

namespace TripLogger.AppHost.LocalCloud.Emulators;

/// <summary>A look into DynamoDB Local's tables.</summary>
public static class DataBrowserExtensions
{
    /// <summary>
    /// Adds <see href="https://github.com/aaronshaf/dynamodb-admin">dynamodb-admin</see>, which shows and changes what is in
    /// the tables. It is installed and started when somebody asks for it in the Aspire dashboard.
    /// </summary>
    /// <param name="dynamoDb">DynamoDB Local.</param>
    /// <param name="name">The browser's name.</param>
    public static IResourceBuilder<ExecutableResource> WithDataBrowser(this IResourceBuilder<IResourceWithEndpoints> dynamoDb, string name)
    {
        var application = dynamoDb.ApplicationBuilder;
        var folder = Path.GetFullPath("../local/DynamoDbBrowser", application.AppHostDirectory);
        var package = new NpmPackage(folder, "the data browser");
        var browser = application.AddExecutable(name, "node", folder, "server.mjs").WithHttpEndpoint();
        return browser
            .WithArgs(browser.GetEndpoint("http").Property(EndpointProperty.TargetPort), dynamoDb.GetEndpoint("http"))
            .WithHttpHealthCheck("/")
            .WithIconName("DatabaseSearch")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Tables")
            .WithParentRelationship(dynamoDb.Resource)
            .WithExplicitStart()
            .OnBeforeResourceStarted((resource, start, cancellationToken) => start.Services.GetRequiredService<ResourceFailures>()
                .GuardAsync(resource, logger => package.EnsureInstalledAsync(logger, cancellationToken), cancellationToken));
    }
}
