using Constructs;

namespace TripLogger.Infra.Data;

/// <summary>
/// Who has closed their account: ids only, for longer than a backup reaches back, so that a restored table cannot bring anyone back.
/// A table of its own: it must survive the loss of those that it is needed for.
/// </summary>
public sealed class ClosingTable : ProtectedTable
{
    /// <summary>Partition key: the <c>sub</c> that the user had in the user pool.</summary>
    public const string PartitionKey = "sub";

    /// <summary>Creates the table.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name and protection.</param>
    public ClosingTable(Construct scope, string id, ProtectedTableProps props)
        : base(scope, id, props, partitionKey: PartitionKey)
    {
    }
}
