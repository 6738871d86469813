using TripLogger.Tests.Api.Account;
using TripLogger.Tests.Api.Trips;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What the API keeps in DynamoDB and gets back, by DynamoDB Local as F5 starts it.</summary>
public static class OnEmbeddedDynamoDb
{
    public sealed class Profiles(DynamoDbLocal database) : ProfileContract(database);

    public sealed class Triggers(DynamoDbLocal database) : LambdaInvokeContract(database);

    public sealed class Trips(DynamoDbLocal database) : TripContract(database);

    public sealed class TripLists(DynamoDbLocal database) : TripListContract(database);

    public sealed class Idempotency(DynamoDbLocal database) : IdempotencyContract(database);

    public sealed class Batches(DynamoDbLocal database) : BatchContract(database);

    public sealed class Conflicts(DynamoDbLocal database) : ConflictContract(database);

    public sealed class Summaries(DynamoDbLocal database) : SummaryContract(database);

    public sealed class PublicTrips(DynamoDbLocal database) : PublicTripContract(database);

    public sealed class Exports(DynamoDbLocal database) : ExportContract(database);

    public sealed class Closings(DynamoDbLocal database) : CloseAccountContract(database);
}

/// <summary>The same by AWS's container image: what teams run who have Docker, and who mistrust ours.</summary>
public static class OnDynamoDbInAContainer
{
    public sealed class Profiles(DynamoDbContainer database) : ProfileContract(database);

    public sealed class Triggers(DynamoDbContainer database) : LambdaInvokeContract(database);

    public sealed class Trips(DynamoDbContainer database) : TripContract(database);

    public sealed class TripLists(DynamoDbContainer database) : TripListContract(database);

    public sealed class Idempotency(DynamoDbContainer database) : IdempotencyContract(database);

    public sealed class Batches(DynamoDbContainer database) : BatchContract(database);

    public sealed class Conflicts(DynamoDbContainer database) : ConflictContract(database);

    public sealed class Summaries(DynamoDbContainer database) : SummaryContract(database);

    public sealed class PublicTrips(DynamoDbContainer database) : PublicTripContract(database);

    public sealed class Exports(DynamoDbContainer database) : ExportContract(database);

    public sealed class Closings(DynamoDbContainer database) : CloseAccountContract(database);
}
