using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The builder of the app host's program, while that one is held.</summary>
internal sealed class TestingBuilder(AppHostProgram program, DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => builder.Configuration;

    public string AppHostDirectory => builder.AppHostDirectory;

    public Assembly? AppHostAssembly => builder.AppHostAssembly;

    public IHostEnvironment Environment => builder.Environment;

    public IServiceCollection Services => builder.Services;

    public IDistributedApplicationEventing Eventing => builder.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

    public IResourceCollection Resources => builder.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        new TestingApplication(program, await program.RunUntilBuiltAsync(cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => program.DisposeAsync();

    public void Dispose() => program.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

/// <summary>The application of the app host's program, which starts and stops it itself.</summary>
internal sealed class TestingApplication(AppHostProgram program, DistributedApplication application) : DistributedApplication(application)
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => program.RunUntilStartedAsync(cancellationToken);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await this.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task StopAsync(CancellationToken cancellationToken = default) => program.DisposeAsync().AsTask().WaitAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await program.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        program.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
    }
}
