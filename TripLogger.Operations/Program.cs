// What an operator does by hand, in a deployed environment or in the local one: docs/operations.md says when.
//   dotnet run --project TripLogger.Operations -- close --email ada@example.com --environment production
// Every command only shows what it would do, until --yes is added.
using System.CommandLine;
using Amazon.Runtime;
using TripLogger.Operations;
using TripLogger.Operations.Pool;

var appName = new Option<string>("--app-name")
{
    Description = "Start of all names.",
    DefaultValueFactory = _ => "triplogger",
    Recursive = true,
};
var environment = new Option<string>("--environment")
{
    Description = "develop, staging or production.",
    Required = true,
    Recursive = true,
};
var yes = new Option<bool>("--yes") { Description = "Do it. Without, nothing is changed.", Recursive = true };
var sub = new Option<string?>("--sub") { Description = "The user's id in the pool." };
var email = new Option<string?>("--email") { Description = "The user's e-mail address, in the pool or in the profile." };
var users = new Option<string?>("--user-table") { Description = "A restored user table that has not taken its place yet." };
var trips = new Option<string?>("--trip-table") { Description = "A restored trip table that has not taken its place yet." };
var unknown = new Option<int?>("--unknown")
{
    Description = "Confirms how many accounts the pool does not know, where that is not plausible.",
};

var close = new Command("close", "Close somebody's account for them, in the pool and in the tables.") { sub, email };
close.Validators.Add(given =>
{
    if ((given.GetValue(sub) is null) == (given.GetValue(email) is null))
    {
        given.AddError("Name the account by --sub or by --email.");
    }
});
close.SetAction((given, cancel) => RunAsync(
    given,
    stack => new CloseCommand(stack, given.GetValue(yes)).RunAsync(given.GetValue(sub), given.GetValue(email), cancel)));

var finish = new Command("finish", "Finish the closings that were left in the middle.");
finish.SetAction((given, cancel) => RunAsync(given, stack => new FinishCommand(stack, given.GetValue(yes)).RunAsync(cancel)));

var closeAgain = new Command("close-again", "After a restore: close again the accounts of those who have left.") { users, trips, unknown };
closeAgain.SetAction((given, cancel) => RunAsync(
    given,
    stack => new CloseAgainCommand(stack, given.GetValue(yes)).RunAsync(given.GetValue(unknown), cancel)));

return await new RootCommand("TripLogger's operator.") { appName, environment, yes, close, finish, closeAgain }.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult given, Func<Deployment, Task> command)
{
    try
    {
        using var stack = await Deployment.FindAsync(given.GetValue(appName)!, given.GetValue(environment)!, Value(users), Value(trips));
        await command(stack);
        return 0;
    }
    catch (OperationRefusedException refused)
    {
        await Console.Error.WriteLineAsync(refused.Message);
        return 1;
    }
    catch (Exception failed)
        when (failed is AwsErrorException or AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TaskCanceledException)
    {
        // What was begun stays closed, so that repeating goes on from there.
        await Console.Error.WriteLineAsync($"{failed.Message.TrimEnd('.')}. Repeat the command: it goes on where it stopped.");
        return 1;
    }

    string? Value(Option<string?> option) => given.CommandResult.Command.Options.Contains(option) ? given.GetValue(option) : null;
}
