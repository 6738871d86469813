using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Constructs;
using TripLogger.Infra.Auth;
using TripLogger.Infra.Data;
using TripLogger.Infra.Hosting;

namespace TripLogger.Infra;

/// <summary>
/// Everything that TripLogger keeps: its users and their data. The one definition behind the local cloud and AWS.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A CDK stack, not a collection.")]
public sealed class TripLoggerStack : Stack
{
    /// <summary>Defines the stack.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="id">The stack's id and name: <see cref="DeploymentSettings.Prefix"/>.</param>
    /// <param name="props">Settings and code.</param>
    public TripLoggerStack(Construct scope, string id, TripLoggerStackProps props)
        : base(scope, id, props)
    {
        var settings = props.Settings;
        var environment = settings.Environment;

        UserTable = new UserTable(this, "UserTable", new() { TableName = $"{settings.Prefix}-UserTable", Environment = environment });
        TripTable = new TripTable(this, "TripTable", new() { TableName = $"{settings.Prefix}-TripTable", Environment = environment });

        var addUser = new AddUserFunction(this, "AddUser", new()
        {
            FunctionName = $"{settings.Prefix}-addUserFunc",
            Code = props.AddUserCode,
            UserTable = UserTable,
            Environment = environment,
        });

        UserPool = new AppUserPool(this, "UserPool", new() { UserPoolName = $"{settings.Prefix}-userpool", Environment = environment });
        _ = new PostConfirmationTrigger(this, "PostConfirmation", new() { UserPool = UserPool, Function = addUser.Function });

        var social = settings is { Google: null, Facebook: null }
            ? null
            : new SocialSignIn(this, "SocialSignIn", new()
            {
                UserPool = UserPool,
                DomainPrefix = settings.Prefix,
                Google = settings.Google,
                Facebook = settings.Facebook,
            });
        var client = new WebClient(this, "WebClient", new()
        {
            ClientName = $"{settings.Prefix}-web",
            UserPool = UserPool,
            AllowPasswordFlow = environment is DeploymentEnvironment.Develop,
            Social = social,
            Origins = settings.Origins,
        });
        IdentityPool = new AppIdentityPool(this, "IdentityPool", new()
        {
            IdentityPoolName = $"{settings.Prefix}IdentityPool",
            UserPool = UserPool,
            Client = client,
            Environment = environment,
        });

        AddOutput(StackOutputs.Region, Region);
        AddOutput(StackOutputs.UserPoolId, UserPool.UserPoolId);
        AddOutput(StackOutputs.UserPoolClientId, client.Ref);
        AddOutput(StackOutputs.IdentityPoolId, IdentityPool.IdentityPoolId);
        AddOutput(StackOutputs.UserTableName, UserTable.TableName);
        AddOutput(StackOutputs.TripTableName, TripTable.TableName);
        AddOutput(StackOutputs.AddUserFunctionName, addUser.Function.FunctionName);
        if (social is not null)
        {
            AddOutput(StackOutputs.UserPoolDomain, social.Domain);
        }

        TemplateOptions.Description = $"TripLogger's users and their data ({environment.Name}).";
        TerminationProtection = environment.KeepsData;
        Amazon.CDK.Tags.Of(this).Add("app", settings.AppName);
        Amazon.CDK.Tags.Of(this).Add("environment", environment.Name);
    }

    /// <summary>One item per user.</summary>
    public UserTable UserTable { get; }

    /// <summary>The users' trips.</summary>
    public TripTable TripTable { get; }

    /// <summary>Who may sign in.</summary>
    public AppUserPool UserPool { get; }

    /// <summary>Temporary AWS credentials for users and guests.</summary>
    public AppIdentityPool IdentityPool { get; }

    // Directly under the stack, so that the output's name is exactly the id.
    private void AddOutput(string name, string value) => _ = new CfnOutput(this, name, new CfnOutputProps { Value = value });
}
