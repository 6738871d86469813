using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS;
using Aspire.Hosting.AWS.CDK;
using Aspire.Hosting.AWS.CloudFormation;

namespace Aspire.Hosting;

/// <summary>Uses CloudFormation stacks.</summary>
public static class CloudFormationExtensions
{
    /// <summary>Refers to an output of the stack.</summary>
    public static StackOutputReference GetOutput(this IResourceBuilder<ICloudFormationResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new StackOutputReference(name, builder.Resource);
    }

    /// <summary>Adds a tag to the stack.</summary>
    public static IResourceBuilder<ICloudFormationResource> WithTag(this IResourceBuilder<ICloudFormationResource> builder, string tagKey, string tagValue)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Tags[tagKey] = tagValue;
        return builder;
    }

    /// <summary>Sets an environment variable to an output of a stack, as soon as that one has been provisioned.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, StackOutputReference stackOutputReference)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(stackOutputReference);
        return builder.WithEnvironment(async context =>
        {
            stackOutputReference.Resource.AWSSDKConfig?.Apply(context, force: false);
            context.EnvironmentVariables[name] = await stackOutputReference.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? string.Empty;
        });
    }

    /// <summary>Provisions the stack with a profile and in a region.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IAWSSDKConfig awsSdkConfig)
        where TDestination : ICloudFormationResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.AWSSDKConfig = awsSdkConfig;
        return builder;
    }

    /// <summary>Gives a resource all outputs of a stack and lets it wait for the stack.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="cloudFormationResourceBuilder">The stack.</param>
    /// <param name="configSection">The configuration section in which the resource finds them.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ICloudFormationResource> cloudFormationResourceBuilder, string configSection = "AWS:Resources")
        where TDestination : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(cloudFormationResourceBuilder);
        ArgumentNullException.ThrowIfNull(configSection);
        var prefix = configSection.Replace(":", "__", StringComparison.Ordinal);
        return builder.WaitFor(cloudFormationResourceBuilder).WithEnvironment(context =>
        {
            cloudFormationResourceBuilder.Resource.AWSSDKConfig?.Apply(context, force: false);
            foreach (var (key, value) in (cloudFormationResourceBuilder.Resource as StackResource)?.Outputs ?? new Dictionary<string, string>())
            {
                context.EnvironmentVariables[$"{prefix}__{key}"] = value;
            }
        });
    }
}
