using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class TableTests(Stacks stacks)
{
    [Fact]
    public void Users_are_found_by_their_id()
    {
        var table = stacks.Develop.Table("id");

        JsonAssert.Equal("\"triplogger-develop-UserTable\"", table["TableName"]);
        JsonAssert.Equal("""[{ "AttributeName": "id", "KeyType": "HASH" }]""", table["KeySchema"]);
        JsonAssert.Equal("""[{ "AttributeName": "id", "AttributeType": "S" }]""", table["AttributeDefinitions"]);
    }

    [Fact]
    public void Trips_are_found_by_their_owner_and_sorted_by_id()
    {
        var table = stacks.Develop.Table("userId");

        JsonAssert.Equal("\"triplogger-develop-TripTable\"", table["TableName"]);
        JsonAssert.Equal(
            """[{ "AttributeName": "userId", "KeyType": "HASH" }, { "AttributeName": "tripId", "KeyType": "RANGE" }]""",
            table["KeySchema"]);
    }

    [Fact]
    public void Trips_are_also_sorted_by_the_day_they_began() =>
        JsonAssert.Equal(
            """
            {
              "IndexName": "ByStart",
              "KeySchema": [
                { "AttributeName": "userId", "KeyType": "HASH" },
                { "AttributeName": "startDate", "KeyType": "RANGE" }
              ],
              "Projection": { "ProjectionType": "ALL" }
            }
            """,
            Index("ByStart"));

    [Fact]
    public void Who_has_left_is_remembered_in_a_table_of_its_own()
    {
        var table = stacks.Develop.Table("sub");

        JsonAssert.Equal("\"triplogger-develop-ClosingTable\"", table["TableName"]);
        JsonAssert.Equal("""[{ "AttributeName": "sub", "KeyType": "HASH" }]""", table["KeySchema"]);
    }

    [Fact]
    public void The_index_of_public_trips_holds_what_anyone_may_see_and_nothing_else() =>
        JsonAssert.Equal(
            """
            {
              "IndexName": "PublicTrips",
              "KeySchema": [
                { "AttributeName": "publicList", "KeyType": "HASH" },
                { "AttributeName": "publishedAtTripId", "KeyType": "RANGE" }
              ],
              "Projection": {
                "ProjectionType": "INCLUDE",
                "NonKeyAttributes": ["title", "destination", "startDate", "endDate", "distanceKm"]
              }
            }
            """,
            Index("PublicTrips"));

    private JsonNode? Index(string name) =>
        Assert.Single(stacks.Develop.Table("userId")["GlobalSecondaryIndexes"]!.AsArray(), index => index!["IndexName"]!.GetValue<string>() == name);

    [Theory]
    [InlineData("id")]
    [InlineData("userId")]
    [InlineData("sub")]
    public void Tables_are_paid_per_request_and_let_items_expire(string key)
    {
        var table = stacks.Develop.Table(key);

        JsonAssert.Equal("\"PAY_PER_REQUEST\"", table["BillingMode"]);
        JsonAssert.Equal("""{ "AttributeName": "expiresAt", "Enabled": true }""", table["TimeToLiveSpecification"]);
    }

    [Theory]
    [InlineData("id", DeploymentEnvironment.Develop, "false")]
    [InlineData("id", DeploymentEnvironment.Staging, "true")]
    [InlineData("id", DeploymentEnvironment.Production, "true")]
    [InlineData("userId", DeploymentEnvironment.Develop, "false")]
    [InlineData("userId", DeploymentEnvironment.Staging, "true")]
    [InlineData("userId", DeploymentEnvironment.Production, "true")]
    [InlineData("sub", DeploymentEnvironment.Develop, "false")]
    [InlineData("sub", DeploymentEnvironment.Staging, "true")]
    [InlineData("sub", DeploymentEnvironment.Production, "true")]
    public void Outside_develop_tables_can_be_restored_to_any_point_in_time(string key, DeploymentEnvironment environment, string enabled) =>
        JsonAssert.Equal(
            $$"""{ "PointInTimeRecoveryEnabled": {{enabled}} }""",
            stacks[environment].Table(key)["PointInTimeRecoverySpecification"]);
}
