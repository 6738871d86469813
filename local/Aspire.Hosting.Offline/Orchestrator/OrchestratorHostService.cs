using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestrator;

/// <summary>Starts and stops everything with the host.</summary>
internal sealed class OrchestratorHostService(DcpHost dcp, ApplicationOrchestrator orchestrator) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await dcp.StartAsync(cancellationToken).ConfigureAwait(false);
        await orchestrator.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await orchestrator.StopAsync().ConfigureAwait(false);
        await dcp.StopAsync(cancellationToken).ConfigureAwait(false);
    }
}
