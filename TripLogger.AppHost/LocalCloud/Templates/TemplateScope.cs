namespace TripLogger.AppHost.LocalCloud.Templates;

/// <summary>
/// What names stand for while a template is applied: the pseudo parameters, and each resource that exists already.
/// </summary>
/// <param name="StackName">Value of <c>AWS::StackName</c>.</param>
/// <param name="Region">Value of <c>AWS::Region</c>.</param>
/// <param name="AccountId">Value of <c>AWS::AccountId</c>, 12 digits.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html"/>
public sealed record TemplateScope(string StackName, string Region, string AccountId)
{
    private readonly Dictionary<string, ProvisionedResource> _resources = [];

    internal IReadOnlyDictionary<string, string> PseudoParameters { get; } = new Dictionary<string, string>
    {
        ["AWS::StackName"] = StackName,
        ["AWS::StackId"] = $"arn:aws:cloudformation:{Region}:{AccountId}:stack/{StackName}/local",
        ["AWS::Region"] = Region,
        ["AWS::AccountId"] = AccountId,
        ["AWS::Partition"] = "aws",
        ["AWS::URLSuffix"] = "amazonaws.com",
    };

    /// <summary>Makes a resource known, so that others can refer to it.</summary>
    public void Add(string logicalId, ProvisionedResource resource) => _resources[logicalId] = resource;

    internal bool TryGet(string logicalId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ProvisionedResource? resource) =>
        _resources.TryGetValue(logicalId, out resource);
}

/// <summary>What a resource became.</summary>
/// <param name="PhysicalId">What <c>Ref</c> answers.</param>
/// <param name="Attributes">What <c>Fn::GetAtt</c> answers.</param>
/// <param name="Outcome">One line for the log, for example <c>created</c>.</param>
public sealed record ProvisionedResource(string PhysicalId, IReadOnlyDictionary<string, string> Attributes, string Outcome);
