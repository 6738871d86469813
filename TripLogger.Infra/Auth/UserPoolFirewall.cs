using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.WAFv2;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>
/// A <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html">web ACL before a user pool</see>:
/// turns away addresses that AWS knows for abuse, and single addresses that try very often. It sees addresses and headers,
/// never names or passwords. An HTTP API takes no web ACL, so this one is before the sign-in alone.
/// </summary>
public sealed class UserPoolFirewall : Construct
{
    /// <summary>Requests of one address in five minutes: many people may share one, no person needs as many.</summary>
    private const int RequestsPerAddress = 500;

    /// <summary>Creates the web ACL and puts it before the pool.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="name">The web ACL's name, and the start of its metrics' names.</param>
    /// <param name="userPool">The pool.</param>
    public UserPoolFirewall(Construct scope, string id, string name, UserPool userPool)
        : base(scope, id)
    {
        var acl = new CfnWebACL(this, "WebAcl", new CfnWebACLProps
        {
            Name = name,
            Scope = "REGIONAL",
            DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
            VisibilityConfig = Visibility(name),
            Rules = new[]
            {
                new CfnWebACL.RuleProperty
                {
                    Name = "KnownAbuse",
                    Priority = 0,
                    Statement = new CfnWebACL.StatementProperty
                    {
                        ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
                        {
                            VendorName = "AWS",
                            Name = "AWSManagedRulesAmazonIpReputationList",
                        },
                    },
                    OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
                    VisibilityConfig = Visibility($"{name}-KnownAbuse"),
                },
                new CfnWebACL.RuleProperty
                {
                    Name = "TooOften",
                    Priority = 1,
                    Statement = new CfnWebACL.StatementProperty
                    {
                        RateBasedStatement = new CfnWebACL.RateBasedStatementProperty { AggregateKeyType = "IP", Limit = RequestsPerAddress },
                    },
                    Action = new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty() },
                    VisibilityConfig = Visibility($"{name}-TooOften"),
                },
            },
        });

        _ = new CfnWebACLAssociation(this, "Association", new CfnWebACLAssociationProps
        {
            ResourceArn = userPool.UserPoolArn,
            WebAclArn = acl.AttrArn,
        });
    }

    // Sampled requests would keep addresses and headers of people who sign in.
    private static CfnWebACL.VisibilityConfigProperty Visibility(string metric) =>
        new() { MetricName = metric, CloudWatchMetricsEnabled = true, SampledRequestsEnabled = false };
}
