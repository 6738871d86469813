namespace TripLogger.Operations;

/// <summary>Closes somebody's account for them.</summary>
/// <param name="stack">Where.</param>
/// <param name="isMeant">Whether to do it, or only to show it.</param>
internal sealed class CloseCommand(Deployment stack, bool isMeant)
{
    public async Task RunAsync(string? sub, string? email, CancellationToken cancellationToken)
    {
        sub ??= await FindAsync(email!, cancellationToken);
        var inPool = await stack.Users.FindAsync(sub, cancellationToken);
        var item = await stack.Tables.FindUserAsync(sub, cancellationToken);
        var hasTrips = await stack.Tables.HasTripItemsAsync(sub, cancellationToken);

        Console.WriteLine($"{sub}");
        Console.WriteLine($"  in the pool:       {(inPool is null ? "nobody" : $"{inPool.Username}, {inPool.Status}")}");
        Console.WriteLine($"  in the user table: {Describe(item)}");
        Console.WriteLine($"  in the trip table: {(hasTrips ? "trips" : "nothing")}");

        if (inPool is null && !hasTrips && item is null or { IsDone: true })
        {
            throw new OperationRefusedException("There is nothing to close: nobody has this id, or the account was closed before.");
        }

        if (!isMeant)
        {
            Console.WriteLine("Nothing was changed. Add --yes to close this account: that cannot be undone.");
            return;
        }

        await stack.CloseAsync(sub, cancellationToken);
    }

    private static string Describe(StoredUser? item) => item switch
    {
        null => "nothing",
        { IsDone: true } => "a tombstone",
        { IsClosed: true } => "a tombstone, its closing unfinished",
        _ => "a profile",
    };

    /// <summary>Both systems may know an address, and not the same one: what is closed must be one account.</summary>
    private async Task<string> FindAsync(string email, CancellationToken cancellationToken)
    {
        var inPool = await stack.Users.FindByEmailAsync(email, cancellationToken);
        var profiles = (await stack.Tables.ReadUsersAsync(cancellationToken))
            .Where(user => string.Equals(user.Value.Email, email, StringComparison.OrdinalIgnoreCase));
        string[] subs = [.. inPool.Select(user => user.Sub).Concat(profiles.Select(user => user.Key)).Distinct(StringComparer.Ordinal)];
        return subs switch
        {
            [] => throw new OperationRefusedException("Nobody has this address, neither in the pool nor in the user table."),
            [var only] => only,
            _ => throw new OperationRefusedException(
                $"{subs.Length} accounts have this address: {string.Join(", ", subs)}. Look at each by --sub, and close the right one by it."),
        };
    }
}
