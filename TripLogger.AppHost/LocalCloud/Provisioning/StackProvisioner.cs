using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Applies a template to the emulators, resource by resource, and answers its outputs.</summary>
/// <param name="http">Calls the emulators.</param>
/// <param name="dynamoDb">DynamoDB Local.</param>
/// <param name="cognito">The Cognito emulator.</param>
/// <param name="resetHint">How to start afresh, for the errors whose cure that is.</param>
public sealed class StackProvisioner(HttpClient http, Uri dynamoDb, Uri cognito, string resetHint)
{
    private readonly Dictionary<string, ITemplateResourceHandler> _handlers = new ITemplateResourceHandler[]
    {
        new TableHandler(AwsJsonClient.DynamoDb(http, dynamoDb), resetHint),
        new UserPoolHandler(AwsJsonClient.UserPools(http, cognito), resetHint),
        new UserPoolClientHandler(AwsJsonClient.UserPools(http, cognito), resetHint),
        new IdentityPoolHandler(AwsJsonClient.IdentityPools(http, cognito)),
        new IdentityPoolRolesHandler(AwsJsonClient.IdentityPools(http, cognito)),
        new FunctionHandler(),
    }.Concat(CloudOnlyHandler.All).ToDictionary(handler => handler.ResourceType);

    /// <summary>Applies the template. Doing so again changes only what has changed in the template.</summary>
    /// <returns>The stack's outputs by name.</returns>
    /// <exception cref="LocalCloudException">A resource can't be applied; the message names it, the cause and the cure.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(
        CloudFormationTemplate template,
        TemplateScope scope,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        try
        {
            var functions = new IntrinsicFunctions(template, scope);
            foreach (var resource in DependencyOrder.Of(template).Where(resource => functions.Holds(resource.Condition)))
            {
                scope.Add(resource.LogicalId, await ApplyAsync(resource, functions, scope, logger, cancellationToken));
            }

            return template.Outputs
                .Where(output => functions.Holds(output.Value.Condition))
                .ToDictionary(output => output.Key, output => functions.Text(output.Value.Value, $"Output {output.Key}"));
        }
        catch (TemplateException exception)
        {
            throw new LocalCloudException($"The stack's template can't be applied. {exception.Message}", exception);
        }
    }

    private async Task<ProvisionedResource> ApplyAsync(
        TemplateResource resource,
        IntrinsicFunctions functions,
        TemplateScope scope,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(resource.Type, out var handler))
        {
            logger.LogWarning("{Type} {LogicalId}: the local cloud does not know this type; nothing stands in for it.", resource.Type, resource.LogicalId);
            handler = new CloudOnlyHandler(resource.Type, "type unknown to the local cloud");
        }

        try
        {
            var properties = functions.Resolve(resource.Properties, resource.LogicalId);
            var provisioned = await handler.ApplyAsync(new(resource.LogicalId, properties, scope, logger), cancellationToken);
            logger.LogInformation("{Type} {PhysicalId}: {Outcome}", resource.Type, provisioned.PhysicalId, provisioned.Outcome);
            return provisioned;
        }
        catch (AwsServiceException exception)
        {
            throw new LocalCloudException($"{resource.Type} {resource.LogicalId} can't be applied: {exception.Message}. Correct it in TripLogger.Infra and start again.", exception);
        }
    }
}
