namespace TripLogger.Operations;

/// <summary>
/// After a restore: closes again whoever had left, by the record of closings, and by the pool, which no longer knows them. Not knowing
/// somebody is weak evidence, so the pool must first prove that it is the right one and that it told everything.
/// </summary>
/// <param name="stack">Where.</param>
/// <param name="isMeant">Whether to do it, or only to show it.</param>
internal sealed class CloseAgainCommand(Deployment stack, bool isMeant)
{
    /// <summary>More profiles than this that the pool does not know are implausible.</summary>
    private const double PlausibleShare = 0.05;

    private const int PlausibleCount = 3;

    public async Task RunAsync(int? confirmedUnknown, CancellationToken cancellationToken)
    {
        // The pool last: whoever signs up meanwhile is in it before they are in a table.
        var users = await stack.Tables.ReadUsersAsync(cancellationToken);
        var owners = await stack.Tables.ReadTripOwnersAsync(cancellationToken);
        var recorded = await stack.Tables.ReadClosedAsync(cancellationToken);
        var (known, estimated) = await stack.Users.ListAsync(cancellationToken);

        string[] profiles = [.. users.Where(user => !user.Value.IsClosed).Select(user => user.Key)];
        // A tombstone whose closing is done is all that should be left of somebody.
        string[] present = [.. users.Where(user => !user.Value.IsDone).Select(user => user.Key).Union(owners)];
        string[] left = [.. present.Where(recorded.Contains)];
        string[] unknown = [.. present.Where(sub => !recorded.Contains(sub) && !known.Contains(sub))];
        Console.WriteLine($"{profiles.Length} profiles, {known.Count} users in the pool, {recorded.Count} closings on record.");
        Console.WriteLine(
            $"{left.Length} accounts are back of people who have left by the record, {unknown.Length} whom the pool does not know.");

        if (recorded.Where(known.Contains).ToArray() is { Length: > 0 } living)
        {
            throw new OperationRefusedException(
                $"The pool knows {living.Length} of those who have left, such as {living[0]}: " +
                "pool and record are not of the same environment. Nothing was changed.");
        }

        if (profiles.Length > 0 && !profiles.Any(known.Contains))
        {
            throw new OperationRefusedException(
                "The pool knows not a single one of the profiles: it is not the pool that they were made in. Nothing was changed.");
        }

        var isImplausible = unknown.Length > Math.Max(PlausibleCount, PlausibleShare * present.Length)
            || known.Count < (1 - PlausibleShare) * estimated;
        if (isImplausible && confirmedUnknown != unknown.Length)
        {
            throw new OperationRefusedException(
                $"The pool told {known.Count} of about {estimated} users and does not know {unknown.Length} of {present.Length} accounts, " +
                $"which is not plausible: look at some of them by close --sub. If it is right, add --unknown {unknown.Length}. Nothing was changed.");
        }

        foreach (var sub in left.Concat(unknown))
        {
            await CloseAsync(sub, cancellationToken);
        }

        if (!isMeant && left.Length + unknown.Length > 0)
        {
            Console.WriteLine("Nothing was changed. Add --yes to close these accounts again: that cannot be undone.");
        }
    }

    private async Task CloseAsync(string sub, CancellationToken cancellationToken)
    {
        // ListUsers lags behind: each one is asked for again.
        if (await stack.Users.FindAsync(sub, cancellationToken) is not null)
        {
            Console.WriteLine($"{sub}: the pool knows this user after all; left alone.");
        }
        else if (isMeant)
        {
            await stack.CloseAsync(sub, cancellationToken);
        }
        else
        {
            Console.WriteLine(sub);
        }
    }
}
