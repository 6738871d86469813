using Amazon.CDK;

namespace TripLogger.Infra;

/// <summary>
/// Names that both stacks agree on. The API's stack finds what it needs by them, so that no export of the data stack is in use,
/// which CloudFormation would not let change: <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html">exports</see>.
/// </summary>
/// <param name="settings">The deployment.</param>
public sealed class ResourceNames(DeploymentSettings settings)
{
    private readonly string _prefix = settings.Prefix;

    /// <summary>One item per user.</summary>
    public string UserTable => $"{_prefix}-UserTable";

    /// <summary>The users' trips.</summary>
    public string TripTable => $"{_prefix}-TripTable";

    /// <summary>Who has left.</summary>
    public string ClosingTable => $"{_prefix}-ClosingTable";

    /// <summary>The user pool's trigger.</summary>
    public string AddUserFunction => $"{_prefix}-addUserFunc";

    /// <summary>The API as a function, and as an API of the gateway.</summary>
    public string Api => $"{_prefix}-api";

    /// <summary>Start of the hosted sign-in's host name: prefixes are shared by all accounts of a region, the account id makes ours unique.</summary>
    public string SignInDomainPrefix => $"{_prefix}-{Aws.ACCOUNT_ID}";

    /// <summary>Host of the hosted sign-in.</summary>
    public string SignInDomain => $"{SignInDomainPrefix}.auth.{Aws.REGION}.amazoncognito.com";

    /// <summary>The topic that writes to people about alarms.</summary>
    public string AlarmTopic => $"{_prefix}-alarms";

    /// <summary>The topic that alarms go to; null when they go nowhere.</summary>
    public string? AlarmTopicArn => settings.Alarms switch
    {
        null => null,
        { TopicArn: { } arn } => arn,
        _ => $"arn:aws:sns:{Aws.REGION}:{Aws.ACCOUNT_ID}:{AlarmTopic}",
    };

    /// <summary>The Systems Manager parameter that holds an id which CloudFormation makes up.</summary>
    /// <param name="output">One of <see cref="StackOutputs"/>.</param>
    public string Parameter(string output) => $"/{settings.AppName}/{settings.Environment.Name}/{output}";
}
