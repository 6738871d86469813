using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// The published API as a Lambda function behind the <see cref="LambdaWebAdapter"/>, with a log group and a role of its own. It
/// may do what it is given, write its own log and send its own traces.
/// </summary>
/// <remarks>
/// Nobody invokes these functions asynchronously, so there is nothing that a dead-letter queue could keep: the user pool and
/// the gateway wait for the answer and hear of a failure themselves.
/// See <see href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">dead-letter queues</see>.
/// </remarks>
public abstract class WebFunction : Construct
{
    /// <summary>Creates the function, its role and its log group.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Names, code and settings.</param>
    /// <param name="permissions">All that the function may do beyond its own log and traces.</param>
    protected WebFunction(Construct scope, string id, WebFunctionProps props, params PolicyStatement[] permissions)
        : base(scope, id)
    {
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{props.FunctionName}",
            // Long enough to look into what a user reports, short enough for lines that name users by their id.
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = props.LogRemovalPolicy,
        });

        // Given a role, the CDK adds no policy of its own, such as writing to every log group of the account.
        var role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
        log.GrantWrite(role);
        foreach (var permission in permissions)
        {
            role.AddToPolicy(permission);
        }

        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = props.FunctionName,
            Description = props.Description,
            Code = props.Code,
            Handler = ApiPackage.StartScript,
            Runtime = LambdaWebAdapter.Runtime,
            Architecture = props.Processor is ProcessorArchitecture.Arm64 ? Architecture.ARM_64 : Architecture.X86_64,
            Layers = [LambdaWebAdapter.AddLayer(this, props.Processor)],
            // CPU grows with memory: from 1,769 MB on it is a whole one, which is what a cold start needs.
            MemorySize = 1769,
            Timeout = props.Timeout,
            Tracing = Tracing.ACTIVE,
            Role = role,
            LogGroup = log,
            Environment = new Dictionary<string, string>([.. LambdaWebAdapter.Environment, .. props.Variables]),
        });
    }

    /// <summary>The function.</summary>
    public Function Function { get; }
}

/// <summary>What a <see cref="WebFunction"/> needs to know.</summary>
public sealed class WebFunctionProps
{
    /// <summary>The physical name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>What it does, for the console.</summary>
    public required string Description { get; init; }

    /// <summary>The packaged API, or <see cref="ApiPackage.Placeholder"/>.</summary>
    public required Code Code { get; init; }

    /// <summary>The processor that the code was compiled for.</summary>
    public required ProcessorArchitecture Processor { get; init; }

    /// <summary>When Lambda gives up.</summary>
    public required Duration Timeout { get; init; }

    /// <summary>Whether the log outlives the stack.</summary>
    public required RemovalPolicy LogRemovalPolicy { get; init; }

    /// <summary>Environment variables beyond the adapter's.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }
}
