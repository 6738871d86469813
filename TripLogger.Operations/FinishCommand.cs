namespace TripLogger.Operations;

/// <summary>
/// Finishes the closings that were left in the middle. Their owners wanted them, and the pool had confirmed that when they began.
/// </summary>
/// <param name="stack">Where.</param>
/// <param name="isMeant">Whether to do it, or only to show it.</param>
internal sealed class FinishCommand(Deployment stack, bool isMeant)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var users = await stack.Tables.ReadUsersAsync(cancellationToken);
        string[] unfinished = [.. users.Where(user => user.Value is { IsClosed: true, IsDone: false }).Select(user => user.Key)];
        Console.WriteLine($"{unfinished.Length} closings were left in the middle.");
        foreach (var sub in unfinished)
        {
            if (isMeant)
            {
                await stack.CloseAsync(sub, cancellationToken);
            }
            else
            {
                Console.WriteLine(sub);
            }
        }

        if (!isMeant && unfinished.Length > 0)
        {
            Console.WriteLine("Nothing was changed. Add --yes to finish them.");
        }
    }
}
