using Amazon.CDK;
using Aspire.Hosting.ApplicationModel;
using Constructs;

namespace Aspire.Hosting.AWS.CDK;

internal class StackResource(string name, Stack stack, string cdkProject) : ApplicationModel.Resource(name), IStackResource
{
    public Stack Stack { get; } = stack;

    public IConstruct Construct => Stack;

    public App App => (App)Stack.Node.Root;

    /// <summary>The folder whose package.json has the CDK's command line.</summary>
    public string CdkProject { get; } = cdkProject;

    public string StackName { get; } = stack.StackName;

    public string TemplatePath { get; } = Path.Combine(((App)stack.Node.Root).Outdir, stack.TemplateFile);

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();

    public IAWSSDKConfig? AWSSDKConfig { get; set; }

    public TaskCompletionSource? ProvisioningTaskCompletionSource { get; set; }

    /// <summary>What the stack told when it was provisioned.</summary>
    public IReadOnlyDictionary<string, string>? Outputs { get; set; }
}

internal sealed class StackResource<T>(string name, T stack, string cdkProject) : StackResource(name, stack, cdkProject), IStackResource<T>
    where T : Stack
{
    public new T Stack { get; } = stack;

    public new T Construct => Stack;
}

/// <summary>An output that the app host adds to a stack.</summary>
internal interface IStackOutputAnnotation : IResourceAnnotation
{
    void AddTo(Stack stack);
}

internal sealed class StackOutputAnnotation<T>(string name, ConstructOutputDelegate<T> output) : IStackOutputAnnotation
    where T : Stack
{
    public void AddTo(Stack stack) => _ = new CfnOutput(stack, name, new CfnOutputProps { Key = name, Value = output((T)stack) });
}
