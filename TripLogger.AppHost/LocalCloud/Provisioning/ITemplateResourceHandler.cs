using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Brings resources of one type into being, or up to date. Applying twice is the same as once.</summary>
internal interface ITemplateResourceHandler
{
    /// <summary>For example <c>AWS::DynamoDB::Table</c>.</summary>
    string ResourceType { get; }

    /// <summary>Applies a resource.</summary>
    /// <exception cref="LocalCloudException">It can't be applied; the message says why and what to do.</exception>
    Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken);
}

/// <summary>A resource to apply.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Properties">Its resolved properties; the handler owns them.</param>
/// <param name="Scope">Region, account and stack.</param>
/// <param name="Logger">The stack's console log.</param>
internal sealed record ResourceRequest(string LogicalId, JsonObject Properties, TemplateScope Scope, ILogger Logger)
{
    /// <summary>The name given in a property, or one made of stack and logical id as CloudFormation would.</summary>
    public string Name(string property) => (string?)Properties[property] ?? $"{Scope.StackName}-{LogicalId}";

    /// <summary>An ARN in the local account.</summary>
    public string Arn(string service, string resource) => $"arn:aws:{service}:{Scope.Region}:{Scope.AccountId}:{resource}";
}
