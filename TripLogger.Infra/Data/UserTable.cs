using Constructs;

namespace TripLogger.Infra.Data;

/// <summary>One item per user: the profile, or the tombstone of a closed account, which stays until a day after everything else is gone.</summary>
public sealed class UserTable : ProtectedTable
{
    /// <summary>Partition key: the user's <c>sub</c> in the user pool.</summary>
    public const string PartitionKey = "id";

    /// <summary>Creates the table.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name and protection.</param>
    public UserTable(Construct scope, string id, ProtectedTableProps props)
        : base(scope, id, props, partitionKey: PartitionKey)
    {
    }
}
