namespace Aspire.Hosting.Testing;

/// <summary>Builds the application of an app host for a test.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application: the app host's program goes on until it starts it.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
