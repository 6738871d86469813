using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>
/// Lets a user pool call a function after a
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html">confirmed sign-up</see>:
/// this pool of this account and no other.
/// </summary>
public sealed class PostConfirmationTrigger : Construct
{
    /// <summary>Sets the trigger and its permission.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Who calls whom.</param>
    public PostConfirmationTrigger(Construct scope, string id, PostConfirmationTriggerProps props)
        : base(scope, id)
    {
        var userPool = (CfnUserPool)props.UserPool.Node.DefaultChild!;
        userPool.LambdaConfig = new CfnUserPool.LambdaConfigProperty { PostConfirmation = props.Function.FunctionArn };

        // UserPool.AddTrigger would leave out the account.
        _ = new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = props.Function.FunctionArn,
            Principal = "cognito-idp.amazonaws.com",
            SourceArn = props.UserPool.UserPoolArn,
            SourceAccount = Aws.ACCOUNT_ID,
        });
    }
}

/// <summary>What a <see cref="PostConfirmationTrigger"/> needs to know.</summary>
public sealed class PostConfirmationTriggerProps
{
    /// <summary>The pool that calls.</summary>
    public required UserPool UserPool { get; init; }

    /// <summary>The function that is called.</summary>
    public required Function Function { get; init; }
}
