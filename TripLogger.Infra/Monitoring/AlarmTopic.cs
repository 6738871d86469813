using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace TripLogger.Infra.Monitoring;

/// <summary>Writes to an e-mail address about alarms. AWS asks that address for its consent first.</summary>
/// <remarks>
/// Not encrypted at rest: CloudWatch could only publish with a KMS key of our own, and an alarm's text tells nothing about users.
/// </remarks>
public sealed class AlarmTopic : Topic
{
    /// <summary>Creates the topic, its subscription and its policy.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="name">The topic's name.</param>
    /// <param name="email">Who hears of alarms.</param>
    public AlarmTopic(Construct scope, string id, string name, string email)
        : base(scope, id, new TopicProps { TopicName = name, DisplayName = name, EnforceSSL = true })
    {
        AddSubscription(new EmailSubscription(email));

        // A policy of its own replaces the default one, which let the account's alarms publish.
        AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [TopicArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            },
        }));
    }
}
