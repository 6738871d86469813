using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>
/// Lambda functions exist by name only: the code that runs is the API's own project, which answers their
/// invocations, so that a breakpoint in a trigger is hit like any other.
/// </summary>
internal sealed class FunctionHandler : ITemplateResourceHandler
{
    public string ResourceType => "AWS::Lambda::Function";

    public Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("FunctionName");
        return Task.FromResult(new ProvisionedResource(
            name,
            new Dictionary<string, string> { ["Arn"] = request.Arn("lambda", $"function:{name}") },
            "answered by the API's project"));
    }
}
