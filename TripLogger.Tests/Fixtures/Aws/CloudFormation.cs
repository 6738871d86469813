using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>AWS CloudFormation, as far as a deployment by change sets needs it. It refuses what AWS refuses, in AWS's words.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html"/>
internal sealed class CloudFormation(AssetBucket bucket, ParameterStore parameters)
{
    private static readonly XNamespace Namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    private readonly ConcurrentDictionary<string, Stack> _stacks = new();
    private readonly ConcurrentBag<Stack> _deleted = [];
    private readonly Lock _lock = new();

    /// <summary>Called before each resource is made: a test may hold it, or fail it by an <see cref="AwsError"/>.</summary>
    public Func<TemplateResource, Task> BeforeResource { get; set; } = _ => Task.CompletedTask;

    /// <summary>The operations that were asked for, oldest first.</summary>
    public ConcurrentQueue<string> Operations { get; } = [];

    public Stack? Find(string name) => _stacks.GetValueOrDefault(name);

    public IResult Answer(AwsRequest request)
    {
        if (request.Caller.BootstrapRole is { } role && role is not ("deploy-role" or "lookup-role"))
        {
            throw AwsError.Denied(request.Caller.Arn, $"cloudformation:{request.Action}");
        }

        Operations.Enqueue(request.Action);
        lock (_lock)
        {
            return request.Action switch
            {
                "DescribeStacks" => DescribeStacks(request),
                "GetTemplate" => Result(request, Xml.Text("TemplateBody", Require(request).Template)),
                "CreateChangeSet" => CreateChangeSet(request),
                "DescribeChangeSet" => DescribeChangeSet(request),
                "ExecuteChangeSet" => ExecuteChangeSet(request),
                "DeleteChangeSet" => DeleteChangeSet(request),
                "DescribeStackEvents" => DescribeStackEvents(request),
                "DescribeStackResources" => DescribeStackResources(request),
                "UpdateTerminationProtection" => UpdateTerminationProtection(request),
                "DeleteStack" => DeleteStack(request),
                var action => throw new AwsError("InvalidAction", $"Could not find operation {action} for version 2010-05-15"),
            };
        }
    }

    private static IResult Result(AwsRequest request, params IEnumerable<XElement> content) => Xml.Result(request, Namespace, content);

    private static string Time(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private Stack? Find(AwsRequest request)
    {
        var name = request.Value("StackName");
        return _stacks.GetValueOrDefault(name)
            ?? _stacks.Values.Concat(_deleted).FirstOrDefault(stack => stack.Id == name);
    }

    private Stack Require(AwsRequest request) =>
        Find(request) ?? throw AwsError.Validation($"Stack with id {request.Value("StackName")} does not exist");

    private IResult DescribeStacks(AwsRequest request)
    {
        var stack = Require(request);
        return Result(request, Xml.List("Stacks",
        [
            [
                Xml.Text("StackName", stack.Name),
                Xml.Text("StackId", stack.Id),
                Xml.Text("CreationTime", Time(stack.Created)),
                Xml.Text("StackStatus", stack.Status),
                Xml.Text("StackStatusReason", stack.Reason),
                Xml.Text("EnableTerminationProtection", stack.IsProtected ? "true" : "false"),
                Xml.List("Outputs", stack.Outputs.Select(output => new[] { Xml.Text("OutputKey", output.Key), Xml.Text("OutputValue", output.Value) })),
            ],
        ]));
    }

    private IResult CreateChangeSet(AwsRequest request)
    {
        var name = request.Value("StackName");
        var change = request.Value("ChangeSetName");
        var stack = Find(request);
        if (request.Optional("ChangeSetType") == "CREATE")
        {
            stack = stack is null or { IsNew: true } ? _stacks.GetOrAdd(name, created => new(created))
                : throw new AwsError("AlreadyExistsException", $"Stack [{name}] already exists and cannot be created again with the changeSet [{change}].");
        }
        else if (stack is null or { IsNew: true })
        {
            throw AwsError.Validation($"Stack [{name}] does not exist");
        }

        if (stack.IsBusy || stack.Status is "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" or "UPDATE_ROLLBACK_FAILED" or "DELETE_FAILED")
        {
            throw AwsError.Validation($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
        }

        if (stack.ChangeSets.ContainsKey(change))
        {
            throw new AwsError("AlreadyExistsException", $"ChangeSet {change} cannot be created due to a mismatch with existing attribute Template");
        }

        if (request.Optional("RoleARN") is { } role && role.Split('/')[^1] != $"{SecurityTokens.BootstrapPrefix}cfn-exec-role-{AwsAccount.Id}-{AwsAccount.Region}")
        {
            throw AwsError.Validation($"Role {role} is invalid or cannot be assumed");
        }

        var template = request.Optional("TemplateBody") ?? Encoding.UTF8.GetString(bucket.Read(new(request.Value("TemplateURL"))));
        RequireCapabilities(template, [.. request.List("Capabilities")]);
        var created = new ChangeSet(change, template, Resolve(template))
        {
            Failure = JsonNode.DeepEquals(JsonNode.Parse(template), JsonNode.Parse(stack.Template))
                ? "The submitted information didn't contain changes. Submit different information to create a change set."
                : null,
        };
        stack.ChangeSets[change] = created;
        return Result(request, Xml.Text("Id", created.Id), Xml.Text("StackId", stack.Id));
    }

    private static void RequireCapabilities(string template, string[] capabilities)
    {
        var roles = CloudFormationTemplate.Parse(template).Resources.Values.Where(resource => resource.Type.StartsWith("AWS::IAM::", StringComparison.Ordinal));
        var needed = roles.Any(role => role.Properties.Any(property => property.Key.EndsWith("Name", StringComparison.Ordinal) && role.Type != "AWS::IAM::Policy")) ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
        if (roles.Any() && !capabilities.Contains("CAPABILITY_NAMED_IAM") && !capabilities.Contains(needed))
        {
            throw new AwsError("InsufficientCapabilitiesException", $"Requires capabilities : [{needed}]");
        }
    }

    private Dictionary<string, string> Resolve(string template)
    {
        var declared = JsonNode.Parse(template)!["Parameters"]?.AsObject() ?? [];
        var missing = declared.Where(parameter => IsStored(parameter.Value!)).Select(parameter => (string)parameter.Value!["Default"]!)
            .Where(name => !parameters.Values.ContainsKey(name)).ToArray();
        if (missing.Length > 0)
        {
            throw AwsError.Validation($"Unable to fetch parameters [{string.Join(',', missing)}] from parameter store for this account.");
        }

        return declared.ToDictionary(
            parameter => parameter.Key,
            parameter => IsStored(parameter.Value!) ? parameters.Values[(string)parameter.Value!["Default"]!] : (string)parameter.Value!["Default"]!);

        static bool IsStored(JsonNode parameter) => ((string)parameter["Type"]!).StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);
    }

    private (Stack Stack, ChangeSet Change) RequireChangeSet(AwsRequest request)
    {
        var name = request.Value("ChangeSetName");
        var stack = Require(request);
        return stack.ChangeSets.Values.FirstOrDefault(change => change.Name == name || change.Id == name) is { } change
            ? (stack, change)
            : throw new AwsError("ChangeSetNotFound", $"ChangeSet [{name}] does not exist", StatusCodes.Status404NotFound);
    }

    private IResult DescribeChangeSet(AwsRequest request)
    {
        var (stack, change) = RequireChangeSet(request);
        var resources = CloudFormationTemplate.Parse(change.Template).Resources.Values;
        return Result(
            request,
            Xml.Text("ChangeSetName", change.Name),
            Xml.Text("ChangeSetId", change.Id),
            Xml.Text("StackName", stack.Name),
            Xml.Text("StackId", stack.Id),
            Xml.Text("CreationTime", Time(DateTime.UtcNow)),
            Xml.Text("Status", change.Failure is null ? "CREATE_COMPLETE" : "FAILED"),
            Xml.Text("StatusReason", change.Failure),
            Xml.Text("ExecutionStatus", change.Failure is null ? "AVAILABLE" : "UNAVAILABLE"),
            Xml.List("Changes", change.Failure is not null ? [] : resources.Select(resource => new[]
            {
                Xml.Text("Type", "Resource"),
                Xml.Element(
                    "ResourceChange",
                    Xml.Text("Action", stack.IsNew ? "Add" : "Modify"),
                    Xml.Text("LogicalResourceId", resource.LogicalId),
                    Xml.Text("ResourceType", resource.Type)),
            })));
    }

    private IResult ExecuteChangeSet(AwsRequest request)
    {
        var (stack, change) = RequireChangeSet(request);
        if (change.Failure is not null)
        {
            throw new AwsError("InvalidChangeSetStatus", $"ChangeSet [{change.Id}] cannot be executed in its current status of [FAILED]");
        }

        if (stack.IsBusy)
        {
            throw AwsError.Validation($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
        }

        stack.ChangeSets.Clear();
        stack.Deploy(change, MakeAsync);
        return Result(request);
    }

    /// <summary>What a resource becomes: a name that tells where it came from.</summary>
    private async Task<string> MakeAsync(TemplateResource resource, IntrinsicFunctions functions)
    {
        await BeforeResource(resource);
        var properties = functions.Resolve(resource.Properties, resource.LogicalId);
        if (resource.Type == "AWS::Lambda::Function" && properties["Code"] is { } code && code["S3Key"] is { } key
            && ((string?)code["S3Bucket"] != AssetBucket.Name || bucket.Find((string?)key) is null))
        {
            throw AwsError.Validation("Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.");
        }

        if (resource.Type == "AWS::SSM::Parameter")
        {
            parameters.Values[(string)properties["Name"]!] = (string)properties["Value"]!;
        }

        return $"made-{resource.LogicalId}";
    }

    private IResult DeleteChangeSet(AwsRequest request)
    {
        // AWS does not mind one that is not there.
        var name = request.Value("ChangeSetName");
        Find(request)?.ChangeSets.Remove(name);
        return Result(request);
    }

    private IResult DescribeStackEvents(AwsRequest request)
    {
        var stack = Find(request) ?? throw AwsError.Validation($"Stack [{request.Value("StackName")}] does not exist");
        return Result(request, Xml.List("StackEvents", stack.Events.Select(happened => new[]
        {
            Xml.Text("EventId", happened.Id.ToString()),
            Xml.Text("StackName", stack.Name),
            Xml.Text("StackId", stack.Id),
            Xml.Text("LogicalResourceId", happened.LogicalId),
            Xml.Text("PhysicalResourceId", happened.PhysicalId),
            Xml.Text("ResourceType", happened.Type),
            Xml.Text("ResourceStatus", happened.Status),
            Xml.Text("ResourceStatusReason", happened.Reason),
            Xml.Text("Timestamp", Time(happened.Time)),
        })));
    }

    private IResult DescribeStackResources(AwsRequest request)
    {
        var stack = Require(request);
        var latest = stack.Events.Where(happened => happened.PhysicalId != stack.Id).DistinctBy(happened => happened.LogicalId);
        return Result(request, Xml.List("StackResources", latest.Select(happened => new[]
        {
            Xml.Text("StackName", stack.Name),
            Xml.Text("StackId", stack.Id),
            Xml.Text("LogicalResourceId", happened.LogicalId),
            Xml.Text("PhysicalResourceId", happened.PhysicalId),
            Xml.Text("ResourceType", happened.Type),
            Xml.Text("ResourceStatus", happened.Status),
            Xml.Text("Timestamp", Time(happened.Time)),
        })));
    }

    private IResult UpdateTerminationProtection(AwsRequest request)
    {
        var stack = Require(request);
        stack.IsProtected = request.Value("EnableTerminationProtection") == "true";
        return Result(request, Xml.Text("StackId", stack.Id));
    }

    private IResult DeleteStack(AwsRequest request)
    {
        if (Find(request) is { } stack && _stacks.TryRemove(stack.Name, out _))
        {
            if (stack.IsBusy || stack.IsProtected)
            {
                _stacks[stack.Name] = stack;
                throw AwsError.Validation(stack.IsProtected
                    ? $"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled"
                    : $"Stack [{stack.Name}] cannot be deleted while in status {stack.Status}");
            }

            stack.Delete();
            _deleted.Add(stack);
        }

        return Result(request);
    }
}
