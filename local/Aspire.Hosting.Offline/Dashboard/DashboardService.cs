using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Proto;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>Answers the dashboard: shows it the resources and does what is asked for there.</summary>
internal sealed class DashboardService(
    IOptions<DashboardOptions> options,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime) : Proto.DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = options.Value.ApplicationName });

    public override Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) => UntilCancelledAsync(async cancellationToken =>
    {
        await responseStream.WriteAsync(new WatchResourcesUpdate { InitialData = new InitialResourceData() }, cancellationToken).ConfigureAwait(false);

        // Whatever has come while the last message was written goes together.
        var changes = Channel.CreateUnbounded<ResourceEvent>();
        var reading = ReadAsync();
        while (await changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var batch = new Dictionary<string, ResourceEvent>();
            while (changes.Reader.TryRead(out var change))
            {
                batch[change.ResourceId] = change;
            }

            var update = new WatchResourcesUpdate { Changes = new WatchResourcesChanges() };
            update.Changes.Value.AddRange(batch.Values.Select(change => new WatchResourcesChange { Upsert = ResourceMessage.Create(change) }));
            await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
        }

        await reading.ConfigureAwait(false);

        async Task ReadAsync()
        {
            try
            {
                await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
                {
                    changes.Writer.TryWrite(change);
                }
            }
            finally
            {
                changes.Writer.TryComplete();
            }
        }
    }, context);

    public override Task WatchResourceConsoleLogs(WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context) => UntilCancelledAsync(async cancellationToken =>
    {
        var batches = request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var update = new WatchResourceConsoleLogsUpdate();
            update.LogLines.AddRange(batch.Select(line => new ConsoleLogLine { LineNumber = line.LineNumber, Text = line.Content, IsStdErr = line.IsErrorMessage }));
            await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
        }
    }, context);

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken).ConfigureAwait(false);
        var response = new ResourceCommandResponse
        {
            Kind = result.Success ? ResourceCommandResponseKind.Succeeded
                : result.Canceled ? ResourceCommandResponseKind.Cancelled
                : ResourceCommandResponseKind.Failed,
        };
        if (result.Message is not null)
        {
            response.Message = result.Message;
        }

        if (result.Data is { } data)
        {
            response.Result = new ResourceCommandResult
            {
                Value = data.Value,
                DisplayImmediately = data.DisplayImmediately,
                Format = data.Format switch
                {
                    ApplicationModel.CommandResultFormat.Json => Proto.CommandResultFormat.Json,
                    ApplicationModel.CommandResultFormat.Markdown => Proto.CommandResultFormat.Markdown,
                    _ => Proto.CommandResultFormat.Text,
                },
            };
        }

        return response;
    }

    /// <summary>Nothing of ours opens dialogs, but the dashboard shows no resources without this stream.</summary>
    public override Task WatchInteractions(IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context) => UntilCancelledAsync(async cancellationToken =>
    {
        while (await requestStream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
        }
    }, context);

    private async Task UntilCancelledAsync(Func<CancellationToken, Task> work, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await work(ending.Token).ConfigureAwait(false);
        }
        // The dashboard went away, or the application ends.
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }
    }
}
