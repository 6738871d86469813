using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Amazon.CDK.AWS.SSM;
using Constructs;
using TripLogger.Infra.Hosting;
using TripLogger.Infra.Monitoring;

namespace TripLogger.Infra;

/// <summary>The API and its page. It keeps nothing: delete it, and deploying again brings all of it back.</summary>
/// <remarks>
/// What it needs of the data stack it finds by <see cref="ResourceNames"/>. Ids that CloudFormation makes up come from Systems
/// Manager parameters, which are read anew at each deployment: unlike exports they lock nothing, and unlike context nobody has
/// to copy them.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A CDK stack, not a collection.")]
public sealed class TripLoggerApiStack : Stack
{
    /// <summary>Defines the stack.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="id">The stack's id and name.</param>
    /// <param name="props">Settings and code.</param>
    public TripLoggerApiStack(Construct scope, string id, TripLoggerApiStackProps props)
        : base(scope, id, props)
    {
        var settings = props.Settings;
        var names = new ResourceNames(settings);
        var resources = new Dictionary<string, string>
        {
            [StackOutputs.Region] = Region,
            [StackOutputs.UserPoolId] = Read(StackOutputs.UserPoolId),
            [StackOutputs.UserPoolClientId] = Read(StackOutputs.UserPoolClientId),
            [StackOutputs.IdentityPoolId] = Read(StackOutputs.IdentityPoolId),
            [StackOutputs.UserTableName] = names.UserTable,
            [StackOutputs.TripTableName] = names.TripTable,
            [StackOutputs.ClosingTableName] = names.ClosingTable,
            [StackOutputs.AddUserFunctionName] = names.AddUserFunction,
        };
        if (settings.SocialProviders.Any())
        {
            resources[StackOutputs.UserPoolDomain] = names.SignInDomain;
            resources[StackOutputs.SocialProviders] = string.Join(',', settings.SocialProviders);
        }

        var function = new ApiFunction(this, "Api", new()
        {
            FunctionName = names.Api,
            Code = props.Code,
            Processor = settings.Processor,
            Resources = resources,
            Environment = settings.Environment,
        }).Function;
        var gateway = new HttpGateway(this, "Gateway", new()
        {
            Name = names.Api,
            Function = function,
            Issuer = $"https://cognito-idp.{Region}.amazonaws.com/{resources[StackOutputs.UserPoolId]}",
            ClientId = resources[StackOutputs.UserPoolClientId],
            RequestsPerSecond = settings.Environment.RequestsPerSecond,
            Domain = settings.Domain,
        });

        if (settings.Environment.KeepsData)
        {
            var alarms = new Alarms(this, "Alarms", names);
            alarms.OnFunction(function, slowAfter: Duration.Seconds(3));
            alarms.OnGateway(gateway);
        }

        AddOutput("Url", gateway.Url);
        if (gateway.DomainTarget is { } target)
        {
            AddOutput("DomainTarget", target);
        }

        TemplateOptions.Description = $"TripLogger's API and page ({settings.Environment.Name}).";
        TerminationProtection = settings.Environment.KeepsData;
        Amazon.CDK.Tags.Of(this).Add("app", settings.AppName);
        Amazon.CDK.Tags.Of(this).Add("environment", settings.Environment.Name);

        string Read(string output) => StringParameter.ValueForStringParameter(this, names.Parameter(output));
    }

    private void AddOutput(string name, string value) => _ = new CfnOutput(this, name, new CfnOutputProps { Value = value });
}
