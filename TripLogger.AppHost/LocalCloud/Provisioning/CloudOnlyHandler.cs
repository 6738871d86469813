using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Resources that have no meaning on one machine: they get a name and an ARN, so that others can refer to them.</summary>
/// <param name="resourceType">For example <c>AWS::IAM::Role</c>.</param>
/// <param name="reason">Why there is nothing to do, for the log.</param>
internal sealed class CloudOnlyHandler(string resourceType, string reason) : ITemplateResourceHandler
{
    public string ResourceType => resourceType;

    /// <summary>The types that TripLogger's stack has, and what usually comes with them.</summary>
    public static IEnumerable<CloudOnlyHandler> All { get; } =
    [
        new("AWS::IAM::Role", "permissions are not checked locally"),
        new("AWS::IAM::Policy", "permissions are not checked locally"),
        new("AWS::IAM::ManagedPolicy", "permissions are not checked locally"),
        new("AWS::Lambda::Permission", "permissions are not checked locally"),
        new("AWS::Lambda::LayerVersion", "no function is packaged locally"),
        new("AWS::Logs::LogGroup", "logs go to the Aspire dashboard"),
        new("AWS::Cognito::UserPoolDomain", "there is no hosted sign-in page locally"),
        new("AWS::Cognito::UserPoolIdentityProvider", "social sign-in works on AWS only"),
        new("AWS::SSM::Parameter", "the stack's outputs tell the same"),
        new("AWS::CDK::Metadata", "it only describes the template"),
    ];

    public Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = $"{request.Scope.StackName}-{request.LogicalId}";
        var arn = resourceType == "AWS::IAM::Role"
            ? $"arn:aws:iam::{request.Scope.AccountId}:role/{name}"
            : request.Arn(resourceType.Split("::")[1].ToLowerInvariant(), name);
        return Task.FromResult(new ProvisionedResource(
            name,
            new Dictionary<string, string> { ["Arn"] = arn },
            $"skipped: {reason}"));
    }
}
