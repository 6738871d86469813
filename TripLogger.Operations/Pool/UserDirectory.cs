using System.Text.Json.Nodes;

namespace TripLogger.Operations.Pool;

/// <summary>The users of the pool, as its administrator sees them.</summary>
/// <param name="cognito">Calls the pool.</param>
/// <param name="poolId">Its id.</param>
public sealed class UserDirectory(SignedJsonClient cognito, string poolId)
{
    private const int PageSize = 60;

    /// <summary>Makes sure that this is the pool that the environment's stack made.</summary>
    /// <exception cref="OperationRefusedException">It has another name, or does not exist.</exception>
    public async Task RequireNameAsync(string name)
    {
        try
        {
            var found = (string?)(await DescribeAsync(CancellationToken.None))["Name"];
            if (found != name)
            {
                throw new OperationRefusedException(
                    $"The pool {poolId} is '{found}', but this environment's is '{name}': nothing was done.");
            }
        }
        catch (AwsErrorException error) when (error.Code is "ResourceNotFoundException")
        {
            throw new OperationRefusedException($"There is no pool {poolId} in this account and region: nothing was done.", error);
        }
    }

    /// <summary>The user with this sub, or null. A federated user's name is not the sub, so this asks for the attribute.</summary>
    public async Task<PoolUser?> FindAsync(string sub, CancellationToken cancellationToken) =>
        (await SearchAsync("sub", sub, cancellationToken)).SingleOrDefault();

    /// <summary>
    /// All users with this address: the pool has one for each way to sign in, and one for each sign-up that was not confirmed.
    /// </summary>
    public Task<List<PoolUser>> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        SearchAsync("email", email, cancellationToken);

    /// <summary>The subs of all users, and how many the pool says there are.</summary>
    /// <exception cref="OperationRefusedException">The pool did not answer completely.</exception>
    public async Task<(HashSet<string> Subs, int Estimated)> ListAsync(CancellationToken cancellationToken)
    {
        var subs = new HashSet<string>(StringComparer.Ordinal);
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var request = new JsonObject { ["UserPoolId"] = poolId, ["Limit"] = PageSize, ["AttributesToGet"] = new JsonArray("sub") };
            if (next is not null)
            {
                request["PaginationToken"] = next;
            }

            var page = await cognito.CallAsync("ListUsers", request, cancellationToken);
            var users = page["Users"]?.AsArray()
                ?? throw new OperationRefusedException("A page of ListUsers has no list of users: nothing was done.");
            foreach (var user in users)
            {
                subs.Add(PoolUser.Of(user!).Sub);
            }

            next = (string?)page["PaginationToken"];
            if (next is not null && !tokens.Add(next))
            {
                throw new OperationRefusedException("ListUsers goes round in a circle, so it does not tell all users: nothing was done.");
            }
        }
        while (next is not null);

        return (subs, (int?)(await DescribeAsync(cancellationToken))["EstimatedNumberOfUsers"] ?? 0);
    }

    /// <summary>Deletes the user, if there is one.</summary>
    /// <returns>Always true: afterwards there is none.</returns>
    public async Task<bool> DeleteAsync(string sub, CancellationToken cancellationToken)
    {
        if (await FindAsync(sub, cancellationToken) is { } user)
        {
            try
            {
                await cognito.CallAsync(
                    "AdminDeleteUser", new() { ["UserPoolId"] = poolId, ["Username"] = user.Username }, cancellationToken);
            }
            catch (AwsErrorException error) when (error.Code is "UserNotFoundException")
            {
                // Gone in between.
            }
        }

        return true;
    }

    private async Task<JsonObject> DescribeAsync(CancellationToken cancellationToken) =>
        (await cognito.CallAsync("DescribeUserPool", new() { ["UserPoolId"] = poolId }, cancellationToken))["UserPool"]!.AsObject();

    private async Task<List<PoolUser>> SearchAsync(string attribute, string value, CancellationToken cancellationToken)
    {
        var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var page = await cognito.CallAsync(
            "ListUsers",
            new() { ["UserPoolId"] = poolId, ["Limit"] = PageSize, ["Filter"] = $"{attribute} = \"{quoted}\"" },
            cancellationToken);
        return [.. page["Users"]!.AsArray().Select(user => PoolUser.Of(user!))];
    }
}

/// <summary>A user of the pool.</summary>
/// <param name="Sub">The id that everything else goes by.</param>
/// <param name="Username">The sub, or a provider's name and id.</param>
/// <param name="Status">Cognito's word, such as CONFIRMED.</param>
public sealed record PoolUser(string Sub, string Username, string Status)
{
    internal static PoolUser Of(JsonNode user) => new(
        (string?)user["Attributes"]?.AsArray().FirstOrDefault(attribute => (string?)attribute!["Name"] == "sub")?["Value"]
            ?? throw new OperationRefusedException("The pool told a user without a sub: nothing was done."),
        (string)user["Username"]!,
        (string?)user["UserStatus"] ?? "");
}
