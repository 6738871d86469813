using Aspire.Hosting.AWS.CDK;
using Microsoft.Extensions.Hosting;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>
/// Ends the AppHost, in one sentence and with exit code 1, when the stack could not be deployed. Its state is then one
/// after which, for all that Aspire knows, more may follow: everything would wait for it for ever.
/// </summary>
internal sealed class StackWatcher(IStackResource stack, ResourceNotificationService notifications, IHostApplicationLifetime lifetime)
{
    /// <summary>Aspire.Hosting.AWS's own name for it.</summary>
    private const string Failed = "Failed to Provision";

    /// <summary>Whether everything has been said: the stack is deployed, or why it is not.</summary>
    private bool _settled;

    /// <summary>Watches until the stack is deployed or the AppHost ends.</summary>
    public async Task WatchAsync()
    {
        // Ctrl+C may come while the AppHost is still starting, when no hosted service would notice.
        lifetime.ApplicationStopping.Register(() =>
            Settle($"Stopped before {stack.StackName} was deployed. {Continues}"));

        if (await notifications.WaitForResourceAsync(stack.Name, [KnownResourceStates.Running, Failed], lifetime.ApplicationStopping) == Failed)
        {
            Settle(Explain(await ReasonAsync()));
            lifetime.StopApplication();
        }

        _settled = true;
    }

    private static string Continues => "AWS finishes, or rolls back, what it has begun; the same command goes on from there.";

    private void Settle(string sentence)
    {
        if (!Interlocked.Exchange(ref _settled, true))
        {
            Console.Error.WriteLine(sentence);
            Environment.ExitCode = 1;
        }
    }

    private async Task<string> ReasonAsync()
    {
        try
        {
            await stack.ProvisioningTaskCompletionSource!.Task;
            return "no reason given";
        }
        // Which type it has is Aspire.Hosting.AWS's own business; only its text matters.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.Message.TrimEnd('.');
        }
    }

    private string Explain(string reason) => $"{stack.StackName} could not be deployed: {reason}. {Cure(reason)}";

    private string Cure(string reason)
    {
        return Says("interrupted") ? Continues
            : Says("bootstrap") ? "Prepare the account and region once by 'npx cdk bootstrap' in TripLogger.Infra, then start again."
            : Says("UPDATE_ROLLBACK_FAILED") ? $"Let AWS finish by 'npx cdk rollback {stack.StackName}' in TripLogger.Infra, then start again."
            : Says("ROLLBACK") || Says("failed creation") || Says("Resource updates failed") ? "AWS has rolled it back: correct the cause and start again."
            : Says("security token") || Says("credential") || Says("AWS account") || Says("not authorized")
                ? "Sign in to AWS with a profile that may deploy (such as by 'aws sso login'), then start again."
            : $"Correct the cause and start again; 'npx cdk deploy {stack.StackName}' in TripLogger.Infra shows more.";

        bool Says(string text) => reason.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
