using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace TripLogger.Infra.Data;

/// <summary>An on-demand table whose items may expire and whose data is protected as its environment demands.</summary>
public abstract class ProtectedTable : Table
{
    /// <summary>The attribute that holds an item's end of life, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>Creates the table.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name and protection.</param>
    /// <param name="partitionKey">Name of the partition key, a string.</param>
    /// <param name="sortKey">Name of the sort key, a string, if the table has one.</param>
    protected ProtectedTable(Construct scope, string id, ProtectedTableProps props, string partitionKey, string? sortKey = null)
        : base(scope, id, new TableProps
        {
            TableName = props.TableName,
            PartitionKey = Text(partitionKey),
            SortKey = sortKey is null ? null : Text(sortKey),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            TimeToLiveAttribute = ExpiresAt,
            DeletionProtection = props.Environment.KeepsData,
            RemovalPolicy = props.Environment.DataRemovalPolicy,
        })
    {
        // The level 2 property for this changed its name between versions of the CDK; this one did not.
        ((CfnTable)Node.DefaultChild!).PointInTimeRecoverySpecification = new CfnTable.PointInTimeRecoverySpecificationProperty
        {
            PointInTimeRecoveryEnabled = props.Environment.KeepsData,
        };
    }

    /// <summary>A key attribute of type string.</summary>
    /// <param name="name">The attribute's name.</param>
    protected static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}

/// <summary>What a <see cref="ProtectedTable"/> needs to know.</summary>
public sealed class ProtectedTableProps
{
    /// <summary>The physical name: the API and people at the console look for it.</summary>
    public required string TableName { get; init; }

    /// <summary>Decides about retention, deletion protection and point-in-time recovery.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
