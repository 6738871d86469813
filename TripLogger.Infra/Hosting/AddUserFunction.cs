using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// The API as the function that writes a new user's profile. It may put an item into the user table and nothing else; it has
/// no URL.
/// </summary>
public sealed class AddUserFunction : WebFunction
{
    /// <summary>Creates the function.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name, code and table.</param>
    public AddUserFunction(Construct scope, string id, AddUserFunctionProps props)
        : base(
            scope,
            id,
            new WebFunctionProps
            {
                FunctionName = props.FunctionName,
                Description = "Writes the profile of a user who has confirmed the sign-up.",
                Code = props.Code,
                Processor = props.Processor,
                // Cognito waits 5 seconds, cold start included. The function itself may take longer: it is idempotent, so a
                // late write helps the retry.
                Timeout = Duration.Seconds(10),
                LogRemovalPolicy = props.Environment.DataRemovalPolicy,
                Variables = new Dictionary<string, string>
                {
                    // Tells the API to be this function and nothing more.
                    ["Function"] = "AddUser",
                    // The name under which the API looks for it, see StackOutputs.
                    [StackOutputs.EnvironmentVariable(StackOutputs.UserTableName)] = props.UserTable.TableName,
                    // Every answer is an event's: without it the adapter reports a failed one as a success.
                    ["AWS_LWA_ERROR_STATUS_CODES"] = "400-599",
                },
            },
            new PolicyStatement(new PolicyStatementProps { Actions = ["dynamodb:PutItem"], Resources = [props.UserTable.TableArn] }))
    {
    }
}

/// <summary>What an <see cref="AddUserFunction"/> needs to know.</summary>
public sealed class AddUserFunctionProps
{
    /// <summary>The physical name: the local cloud calls the API by it.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The packaged API, or <see cref="ApiPackage.Placeholder"/>.</summary>
    public required Code Code { get; init; }

    /// <summary>The processor that the code was compiled for.</summary>
    public required ProcessorArchitecture Processor { get; init; }

    /// <summary>Where profiles go.</summary>
    public required Table UserTable { get; init; }

    /// <summary>Decides whether the log outlives the stack.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
