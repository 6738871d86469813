namespace TripLogger.AppHost.LocalCloud.Commands;

/// <summary>What one can do with the local cloud's data, in the Aspire dashboard.</summary>
public static class DataCommandExtensions
{
    /// <summary>Name of the command that deletes everything.</summary>
    public const string Reset = "reset-local-data";

    /// <summary>Name of the command that brings travellers and their trips.</summary>
    public const string Seed = "seed-demo-data";

    /// <summary>Adds <b>Reset local data</b> and <b>Seed demo data</b> to the stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="cloud">Knows where the data is.</param>
    /// <param name="dynamoDb">Where trips and profiles are kept.</param>
    /// <param name="cognito">Where users are kept.</param>
    /// <param name="api">The door for trips and profiles; restarted by a reset, because it caches the user pool's keys.</param>
    public static IResourceBuilder<LocalStackResource> WithDataCommands(
        this IResourceBuilder<LocalStackResource> stack,
        LocalCloudBuilder cloud,
        IResourceBuilder<IResourceWithEndpoints> dynamoDb,
        IResourceBuilder<IResourceWithEndpoints> cognito,
        IResourceBuilder<IResourceWithEndpoints> api)
    {
        var reset = new ResetLocalData(stack.Resource, cloud, [dynamoDb.Resource, cognito.Resource], api.Resource);
        var seed = new SeedDemoData(cognito.GetEndpoint("http"), api.GetEndpoint("http"));
        return stack
            .WithCommand(Reset, "Reset local data", reset.ExecuteAsync, new CommandOptions
            {
                Description = "Deletes all users, profiles and trips of this machine and provisions the stack anew.",
                ConfirmationMessage = "Delete all users, profiles and trips of this machine?",
                IconName = "DatabaseArrowDown",
                UpdateState = WhenRunning,
            })
            .WithCommand(Seed, "Seed demo data", seed.ExecuteAsync, new CommandOptions
            {
                Description = "Signs up three travellers and logs their trips; tells how to sign in as them.",
                IconName = "PeopleAdd",
                UpdateState = WhenRunning,
            });
    }

    private static ResourceCommandState WhenRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
