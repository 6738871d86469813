using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Amazon.CDK.AWS.SSM;
using Constructs;
using TripLogger.Infra.Auth;
using TripLogger.Infra.Data;
using TripLogger.Infra.Hosting;
using TripLogger.Infra.Monitoring;

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
        var names = new ResourceNames(settings);

        UserTable = new UserTable(this, "UserTable", new() { TableName = names.UserTable, Environment = environment });
        TripTable = new TripTable(this, "TripTable", new() { TableName = names.TripTable, Environment = environment });
        ClosingTable = new ClosingTable(this, "ClosingTable", new() { TableName = names.ClosingTable, Environment = environment });

        var addUser = new AddUserFunction(this, "AddUser", new()
        {
            FunctionName = names.AddUserFunction,
            Code = props.AddUserCode,
            Processor = settings.Processor,
            UserTable = UserTable,
            Environment = environment,
        });

        UserPool = new AppUserPool(this, "UserPool", new()
        {
            UserPoolName = $"{settings.Prefix}-userpool",
            ThreatProtection = settings.ThreatProtection,
            Sender = settings.Sender,
            Environment = environment,
        });
        _ = new PostConfirmationTrigger(this, "PostConfirmation", new() { UserPool = UserPool, Function = addUser.Function });

        var social = settings is { Google: null, Facebook: null }
            ? null
            : new SocialSignIn(this, "SocialSignIn", new()
            {
                UserPool = UserPool,
                Names = names,
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

        if (settings.WebAcl)
        {
            _ = new UserPoolFirewall(this, "Firewall", $"{settings.Prefix}-userpool", UserPool);
        }

        if (settings.Alarms?.Email is { } email)
        {
            _ = new AlarmTopic(this, "AlarmTopic", names.AlarmTopic, email);
        }

        if (environment.KeepsData)
        {
            var alarms = new Alarms(this, "Alarms", names);
            // Cognito gives up after 5 seconds.
            alarms.OnFunction(addUser.Function, slowAfter: Duration.Seconds(4));
            alarms.OnTable("UserTable", names.UserTable, indexes: [], ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "TransactWriteItems"]);
            alarms.OnTable("TripTable", names.TripTable, [TripTable.PublicTripsIndex, TripTable.ByStartIndex], ["BatchGetItem", "Query", "BatchWriteItem", "TransactWriteItems"]);
            alarms.OnTable("ClosingTable", names.ClosingTable, indexes: [], ["TransactWriteItems"]);
            alarms.OnUserPool(UserPool.UserPoolId, client.Ref);
        }

        // For the API's stack: ids that CloudFormation makes up.
        AddParameter(StackOutputs.UserPoolId, UserPool.UserPoolId);
        AddParameter(StackOutputs.UserPoolClientId, client.Ref);
        AddParameter(StackOutputs.IdentityPoolId, IdentityPool.IdentityPoolId);

        AddOutput(StackOutputs.Region, Region);
        AddOutput(StackOutputs.UserPoolId, UserPool.UserPoolId);
        AddOutput(StackOutputs.UserPoolClientId, client.Ref);
        AddOutput(StackOutputs.IdentityPoolId, IdentityPool.IdentityPoolId);
        AddOutput(StackOutputs.UserTableName, UserTable.TableName);
        AddOutput(StackOutputs.TripTableName, TripTable.TableName);
        AddOutput(StackOutputs.ClosingTableName, ClosingTable.TableName);
        AddOutput(StackOutputs.AddUserFunctionName, addUser.Function.FunctionName);
        if (social is not null)
        {
            AddOutput(StackOutputs.UserPoolDomain, names.SignInDomain);
            AddOutput(StackOutputs.SocialProviders, string.Join(',', social.ProviderNames));
        }

        TemplateOptions.Description = $"TripLogger's users and their data ({environment.Name}).";
        TerminationProtection = environment.KeepsData;
        Amazon.CDK.Tags.Of(this).Add("app", settings.AppName);
        Amazon.CDK.Tags.Of(this).Add("environment", environment.Name);

        void AddParameter(string output, string value) => _ = new StringParameter(this, $"{output}Parameter", new StringParameterProps
        {
            ParameterName = names.Parameter(output),
            Description = $"{output} of {id}, for the stack of the API.",
            StringValue = value,
        });
    }

    /// <summary>One item per user.</summary>
    public UserTable UserTable { get; }

    /// <summary>The users' trips.</summary>
    public TripTable TripTable { get; }

    /// <summary>Who has left.</summary>
    public ClosingTable ClosingTable { get; }

    /// <summary>Who may sign in.</summary>
    public AppUserPool UserPool { get; }

    /// <summary>Temporary AWS credentials for users and guests.</summary>
    public AppIdentityPool IdentityPool { get; }

    // Directly under the stack, so that the output's name is exactly the id.
    private void AddOutput(string name, string value) => _ = new CfnOutput(this, name, new CfnOutputProps { Value = value });
}
