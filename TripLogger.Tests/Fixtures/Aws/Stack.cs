using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>A stack in CloudFormation and its life, in AWS's states.</summary>
/// <param name="name">Its name.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html"/>
internal sealed class Stack(string name)
{
    private readonly List<StackEvent> _events = [];
    private readonly Dictionary<string, string> _physicalIds = [];

    public string Name => name;

    public string Id { get; } = $"arn:aws:cloudformation:{AwsAccount.Region}:{AwsAccount.Id}:stack/{name}/{Guid.NewGuid()}";

    public DateTime Created { get; } = DateTime.UtcNow;

    public string Status { get; private set; } = "REVIEW_IN_PROGRESS";

    public string? Reason { get; private set; }

    /// <summary>The template that was deployed last; empty before the first one.</summary>
    public string Template { get; private set; } = "{}";

    public IReadOnlyDictionary<string, string> Outputs { get; private set; } = new Dictionary<string, string>();

    public Dictionary<string, ChangeSet> ChangeSets { get; } = [];

    /// <summary>Everything that happened, latest first.</summary>
    public IReadOnlyList<StackEvent> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events.AsEnumerable().Reverse()];
            }
        }
    }

    /// <summary>Whether nobody can delete it.</summary>
    public bool IsProtected { get; set; }

    public bool IsBusy => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != "REVIEW_IN_PROGRESS";

    public bool IsNew => Status == "REVIEW_IN_PROGRESS";

    /// <summary>Starts what a change set describes.</summary>
    /// <param name="change">The change set.</param>
    /// <param name="make">Makes a resource and tells its physical id.</param>
    public Task Deploy(ChangeSet change, Func<TemplateResource, IntrinsicFunctions, Task<string>> make)
    {
        var verb = IsNew ? "CREATE" : "UPDATE";
        Become($"{verb}_IN_PROGRESS", "User Initiated");
        return Task.Run(() => DeployAsync(verb, change, make));
    }

    /// <summary>Starts the end of the stack.</summary>
    public void Delete() => Become("DELETE_COMPLETE", null);

    private async Task DeployAsync(string verb, ChangeSet change, Func<TemplateResource, IntrinsicFunctions, Task<string>> make)
    {
        var template = CloudFormationTemplate.Parse(change.Template);
        var scope = new TemplateScope(name, AwsAccount.Region, AwsAccount.Id);
        foreach (var (parameter, value) in change.Parameters)
        {
            scope.Add(parameter, new(value, new Dictionary<string, string>(), ""));
        }

        var functions = new IntrinsicFunctions(template, scope);
        var attributes = AttributesIn(JsonNode.Parse(change.Template)).ToLookup(asked => asked.LogicalId, asked => asked.Attribute);
        foreach (var resource in DependencyOrder.Of(template))
        {
            Tell(resource, $"{verb}_IN_PROGRESS", null);
            try
            {
                _physicalIds[resource.LogicalId] = await make(resource, functions);
            }
            catch (AwsError refused)
            {
                Tell(resource, $"{verb}_FAILED", $"Resource handler returned message: \"{refused.Message}\" (HandlerErrorCode: InvalidRequest)");
                RollBack(verb, resource.LogicalId);
                return;
            }

            var id = _physicalIds[resource.LogicalId];
            scope.Add(resource.LogicalId, new(id, attributes[resource.LogicalId].Distinct().ToDictionary(attribute => attribute, attribute => $"{id}.{attribute}"), ""));
            Tell(resource, $"{verb}_COMPLETE", null);
        }

        Template = change.Template;
        Outputs = template.Outputs.ToDictionary(output => output.Key, output => functions.Text(output.Value.Value, output.Key));
        Become($"{verb}_COMPLETE", null);
    }

    private void RollBack(string verb, string failed)
    {
        var rollback = verb == "CREATE" ? "ROLLBACK" : "UPDATE_ROLLBACK";
        Become($"{rollback}_IN_PROGRESS", $"The following resource(s) failed to {verb.ToLowerInvariant()}: [{failed}]. Rollback requested by user.");
        Become($"{rollback}_COMPLETE", null);
    }

    private void Become(string status, string? reason)
    {
        Tell(new(Name, Id, "AWS::CloudFormation::Stack", status, reason));
        (Status, Reason) = (status, reason);
    }

    private void Tell(TemplateResource resource, string status, string? reason) =>
        Tell(new(resource.LogicalId, _physicalIds.GetValueOrDefault(resource.LogicalId, ""), resource.Type, status, reason));

    private void Tell(StackEvent happened)
    {
        lock (_events)
        {
            _events.Add(happened);
        }
    }

    private static IEnumerable<(string LogicalId, string Attribute)> AttributesIn(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray { Count: 2 } pair => [((string)pair[0]!, (string)pair[1]!)],
        JsonObject members => members.SelectMany(member => AttributesIn(member.Value)),
        JsonArray items => items.SelectMany(AttributesIn),
        _ => [],
    };
}

/// <summary>One line of a stack's history.</summary>
internal sealed record StackEvent(string LogicalId, string PhysicalId, string Type, string Status, string? Reason)
{
    public Guid Id { get; } = Guid.NewGuid();

    public DateTime Time { get; } = DateTime.UtcNow;
}

/// <summary>What shall become of a stack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">The whole template, in JSON.</param>
/// <param name="Parameters">The template's parameters, resolved.</param>
internal sealed record ChangeSet(string Name, string Template, IReadOnlyDictionary<string, string> Parameters)
{
    public string Id { get; } = $"arn:aws:cloudformation:{AwsAccount.Region}:{AwsAccount.Id}:changeSet/{Name}/{Guid.NewGuid()}";

    /// <summary>Why it can't be executed; <see langword="null"/> when it can.</summary>
    public string? Failure { get; init; }
}
