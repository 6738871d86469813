using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using TripLogger.Infra.Data;

namespace TripLogger.Infra.Hosting;

/// <summary>The API and its page. It may send the requests that the API makes to its tables, and no others.</summary>
public sealed class ApiFunction : WebFunction
{
    /// <summary>Creates the function.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Names, code and the data stack's resources.</param>
    public ApiFunction(Construct scope, string id, ApiFunctionProps props)
        : base(
            scope,
            id,
            new WebFunctionProps
            {
                FunctionName = props.FunctionName,
                Description = "TripLogger's API and page.",
                Code = props.Code,
                Processor = props.Processor,
                // Just before the gateway would stop waiting, at 30 seconds: then the time-out is counted as an error here.
                Timeout = Duration.Seconds(29),
                // Everything in this stack can be made again, and a name that stays behind would be in the way.
                LogRemovalPolicy = RemovalPolicy.DESTROY,
                // No AWS_LWA_ERROR_STATUS_CODES: the API's own problems would turn into the gateway's bare 500.
                Variables = new Dictionary<string, string>(props.Resources.Select(resource => KeyValuePair.Create(StackOutputs.EnvironmentVariable(resource.Key), resource.Value)))
                {
                    ["Cloud__Environment"] = props.Environment.Name,
                },
            },
            Allow(
                props.Resources[StackOutputs.UserTableName],
                "",
                "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"),
            Allow(
                props.Resources[StackOutputs.TripTableName],
                "",
                "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"),
            Allow(props.Resources[StackOutputs.TripTableName], $"/index/{TripTable.PublicTripsIndex}", "dynamodb:Query"),
            Allow(props.Resources[StackOutputs.TripTableName], $"/index/{TripTable.ByStartIndex}", "dynamodb:Query"),
            // It writes who has left, and never reads it.
            Allow(props.Resources[StackOutputs.ClosingTableName], "", "dynamodb:PutItem"))
    {
    }

    // A transaction needs the permissions of its parts, and no other.
    private static PolicyStatement Allow(string table, string index, params string[] actions) => new(new PolicyStatementProps
    {
        Actions = actions,
        Resources = [$"arn:aws:dynamodb:{Aws.REGION}:{Aws.ACCOUNT_ID}:table/{table}{index}"],
    });
}

/// <summary>What an <see cref="ApiFunction"/> needs to know.</summary>
public sealed class ApiFunctionProps
{
    /// <summary>The physical name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The packaged API, or <see cref="ApiPackage.Placeholder"/>.</summary>
    public required Code Code { get; init; }

    /// <summary>The processor that the code was compiled for.</summary>
    public required ProcessorArchitecture Processor { get; init; }

    /// <summary>The data stack's resources: <see cref="StackOutputs"/> and their values.</summary>
    public required IReadOnlyDictionary<string, string> Resources { get; init; }

    /// <summary>What the API says it is.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
