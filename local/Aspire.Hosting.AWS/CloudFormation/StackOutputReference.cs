using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.CDK;

namespace Aspire.Hosting.AWS.CloudFormation;

/// <summary>An output of a stack as a value.</summary>
/// <param name="name">The output's key.</param>
/// <param name="resource">The stack.</param>
public class StackOutputReference(string name, ICloudFormationResource resource) : IValueProvider, IManifestExpressionProvider, IValueWithReferences
{
    /// <summary>The output's key.</summary>
    public string Name { get; } = name;

    /// <summary>The stack.</summary>
    public ICloudFormationResource Resource { get; } = resource;

    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">The stack has no such output, or has not been provisioned.</exception>
    public string? Value => (Resource as StackResource)?.Outputs?.TryGetValue(Name, out var value) is true
        ? value
        : throw new InvalidOperationException($"The stack '{Resource.Name}' has no output '{Name}'.");

    /// <inheritdoc />
    public string ValueExpression => $"{{{Resource.Name}.output.{Name}}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    /// <summary>The output, as soon as the stack has been provisioned.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        if (Resource.ProvisioningTaskCompletionSource is { } provisioning)
        {
            await provisioning.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return Value;
    }
}
