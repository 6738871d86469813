using System.Reflection;
using Amazon.CDK;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.CDK;
using Aspire.Hosting.AWS.Provisioning;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting;

/// <summary>Adds stacks of the CDK.</summary>
public static class CDKExtensions
{
    /// <summary>Adds an empty stack.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application, and the stack's name in AWS.</param>
    public static IResourceBuilder<IStackResource> AddAWSCDKStack(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddAWSCDKStack(name, name);

    /// <summary>Adds an empty stack.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="stackName">The stack's name in AWS.</param>
    public static IResourceBuilder<IStackResource> AddAWSCDKStack(this IDistributedApplicationBuilder builder, string name, string stackName) =>
        builder.Add(new StackResource(name, new Stack(App(builder), stackName), CdkProject(builder, typeof(Stack))));

    /// <summary>Adds a stack.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="stackBuilder">Creates it.</param>
    public static IResourceBuilder<IStackResource<T>> AddAWSCDKStack<T>(this IDistributedApplicationBuilder builder, string name, ConstructBuilderDelegate<T> stackBuilder)
        where T : Stack
    {
        ArgumentNullException.ThrowIfNull(stackBuilder);
        return builder.Add(new StackResource<T>(name, stackBuilder(App(builder)), CdkProject(builder, typeof(T))));
    }

    /// <summary>Adds an output to the stack.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="name">The output's key.</param>
    /// <param name="output">Tells its value.</param>
    public static IResourceBuilder<IStackResource<TStack>> AddOutput<TStack>(this IResourceBuilder<IStackResource<TStack>> builder, string name, ConstructOutputDelegate<TStack> output)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(output);
        return builder.WithAnnotation(new StackOutputAnnotation<TStack>(name, output));
    }

    private static IResourceBuilder<T> Add<T>(this IDistributedApplicationBuilder builder, T resource)
        where T : StackResource
    {
        builder.Services.TryAddEventingSubscriber<StackProvisioner>();
        return builder.AddResource(resource)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = resource.Stack.GetType().Name, Properties = [] });
    }

    /// <summary>Where the CDK's command line is installed: what the stack's assembly says, else the app host's folder.</summary>
    private static string CdkProject(IDistributedApplicationBuilder builder, Type stack) =>
        stack.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == "CdkProject")?.Value
        ?? builder.AppHostDirectory;

    // All stacks are of one app: they may refer to each other.
    private static App App(IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resources.OfType<StackResource>().FirstOrDefault()?.App
            ?? new App(new AppProps { Outdir = Path.Combine(builder.AppHostDirectory, "cdk.out") });
    }
}
