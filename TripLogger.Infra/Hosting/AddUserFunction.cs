using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// The API as the function that writes a new user's profile. It may put an item into the user table, write its own log, and
/// nothing else; it has no URL.
/// </summary>
public sealed class AddUserFunction : Construct
{
    /// <summary>Creates the function, its role and its log group.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name, code and table.</param>
    public AddUserFunction(Construct scope, string id, AddUserFunctionProps props)
        : base(scope, id)
    {
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{props.FunctionName}",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = props.Environment.DataRemovalPolicy,
        });

        // Given a role, the CDK adds no policy of its own, such as writing to every log group of the account.
        var role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
        log.GrantWrite(role);
        props.UserTable.Grant(role, "dynamodb:PutItem");

        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = props.FunctionName,
            Description = "Writes the profile of a user who has confirmed the sign-up.",
            Code = props.Code,
            Handler = ApiPackage.StartScript,
            Runtime = LambdaWebAdapter.Runtime,
            Architecture = LambdaWebAdapter.Architecture,
            Layers = [LambdaWebAdapter.AddLayer(this)],
            // Cognito waits 5 seconds, cold start included, and CPU grows with memory: from 1,769 MB on it is a whole one.
            // The function itself may take longer: it is idempotent, so a late write helps the retry.
            MemorySize = 1769,
            Timeout = Duration.Seconds(10),
            Role = role,
            LogGroup = log,
            Environment = new Dictionary<string, string>(LambdaWebAdapter.Environment)
            {
                // Tells the API to be this function and nothing more.
                ["Function"] = "AddUser",
                // The name under which the API looks for it, see StackOutputs.
                [StackOutputs.EnvironmentVariable(StackOutputs.UserTableName)] = props.UserTable.TableName,
            },
        });
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>Code for a stack that is only synthesized, in the local cloud and in tests: quick, and without any asset.</summary>
    public static Code Placeholder() => Code.FromInline("Deployed stacks carry the packaged API.");
}

/// <summary>What an <see cref="AddUserFunction"/> needs to know.</summary>
public sealed class AddUserFunctionProps
{
    /// <summary>The physical name: the local cloud calls the API by it.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The packaged API, or <see cref="AddUserFunction.Placeholder"/>.</summary>
    public required Code Code { get; init; }

    /// <summary>Where profiles go.</summary>
    public required Table UserTable { get; init; }

    /// <summary>Decides whether the log outlives the stack.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
