using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SNS;
using Constructs;
using TripLogger.Infra.Hosting;
using Metric = Amazon.CDK.AWS.CloudWatch.Metric;

namespace TripLogger.Infra.Monitoring;

/// <summary>
/// What must wake somebody up. Each alarm's description says what it means; docs/operations.md says what to do.
/// </summary>
public sealed class Alarms : Construct
{
    private static readonly Duration Period = Duration.Minutes(5);

    private readonly ResourceNames _names;
    private readonly SnsAction? _action;

    /// <summary>Prepares the alarms of one stack.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="names">Names of alarms and their topic.</param>
    public Alarms(Construct scope, string id, ResourceNames names)
        : base(scope, id)
    {
        _names = names;
        _action = names.AlarmTopicArn is { } arn ? new SnsAction(Topic.FromTopicArn(this, "Topic", arn)) : null;
    }

    /// <summary>Errors, throttling and slowness of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="slowAfter">The 99th percentile that is too slow, cold starts included.</param>
    public void OnFunction(Function function, Duration slowAfter)
    {
        var id = function.Node.Scope!.Node.Id;
        Add($"{id}Errors", "The function failed or ran out of time.", OfFunction("Errors"));
        Add($"{id}Throttles", "Lambda had no capacity left for the function: the account's concurrency is used up.", OfFunction("Throttles"));
        Add(
            $"{id}Duration",
            $"For a quarter of an hour one call in a hundred took longer than {slowAfter.ToSeconds()} s.",
            OfFunction("Duration", "p99"),
            threshold: slowAfter.ToMilliseconds(),
            periods: 3);

        Metric OfFunction(string name, string statistic = "Sum") => MetricOf("AWS/Lambda", name, statistic, ("FunctionName", function.FunctionName));
    }

    /// <summary>Server errors that callers see, whoever made them.</summary>
    /// <param name="gateway">The gateway.</param>
    public void OnGateway(HttpGateway gateway) => Add(
        "ServerErrors",
        "Callers got answers of 500 and above, the API's own 503 included.",
        MetricOf("AWS/ApiGateway", "5xx", "Sum", ("ApiId", gateway.ApiId)),
        threshold: 5);

    /// <summary>Throttling and failures of a table.</summary>
    /// <param name="name">The alarms' names start with it.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="indexes">Its indexes: a throttled one holds up the table's writes.</param>
    /// <param name="operations">What the API asks of it.</param>
    public void OnTable(string name, string table, string[] indexes, string[] operations)
    {
        List<Metric> throttles = [OfTable("ReadThrottleEvents"), OfTable("WriteThrottleEvents")];
        foreach (var index in indexes)
        {
            throttles.AddRange([OfTable("ReadThrottleEvents", ("GlobalSecondaryIndexName", index)), OfTable("WriteThrottleEvents", ("GlobalSecondaryIndexName", index))]);
        }

        Add($"{name}Throttles", "DynamoDB refused requests to the table: one partition is asked too much, or the account's limit is reached.", Sum(throttles));
        Add($"{name}SystemErrors", "DynamoDB failed on its side.", Sum([.. operations.Select(operation => OfTable("SystemErrors", ("Operation", operation)))]));

        Metric OfTable(string metric, params (string, string)[] more) => MetricOf("AWS/DynamoDB", metric, "Sum", [("TableName", table), .. more]);
    }

    /// <summary>Requests that the user pool refused because its quota was used up.</summary>
    /// <param name="userPoolId">The pool.</param>
    /// <param name="clientId">The client whose requests count.</param>
    public void OnUserPool(string userPoolId, string clientId)
    {
        Add(
            "UserPoolThrottles",
            "Cognito refused sign-ups, sign-ins or refreshed tokens: a quota of requests a second is reached.",
            Sum([OfUserPool("SignUpThrottles"), OfUserPool("SignInThrottles"), OfUserPool("TokenRefreshThrottles")]));

        Metric OfUserPool(string name) => MetricOf("AWS/Cognito", name, "Sum", ("UserPool", userPoolId), ("UserPoolClient", clientId));
    }

    private static Metric MetricOf(string ns, string name, string statistic, params (string Name, string Value)[] dimensions) => new(new MetricProps
    {
        Namespace = ns,
        MetricName = name,
        Statistic = statistic,
        Period = Period,
        DimensionsMap = dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value),
    });

    // SUM over a list takes what is there; m1 + m2 would have no value while one of them has none.
    private static MathExpression Sum(IReadOnlyList<Metric> metrics)
    {
        var named = metrics.Select((metric, index) => (Id: $"m{index}", metric)).ToList();
        return new MathExpression(new MathExpressionProps
        {
            Expression = $"SUM([{string.Join(", ", named.Select(one => one.Id))}])",
            UsingMetrics = named.ToDictionary(one => one.Id, one => (IMetric)one.metric),
            Period = Period,
        });
    }

    private void Add(string id, string description, IMetric metric, double threshold = 1, int periods = 1)
    {
        var alarm = new Alarm(this, id, new AlarmProps
        {
            AlarmName = $"{_names.AlarmTopic}-{id}",
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            EvaluationPeriods = periods,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            // These metrics only exist while something happens.
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        if (_action is not null)
        {
            alarm.AddAlarmAction(_action);
            alarm.AddOkAction(_action);
        }
    }
}
