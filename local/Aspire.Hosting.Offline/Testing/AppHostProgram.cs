using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an app host's program on a thread of its own and holds it where it builds its application, and again
/// where it starts it, until the test says so.
/// </summary>
internal sealed class AppHostProgram(
    Assembly appHost,
    string[] args,
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder) : BuilderInterceptor, IAsyncDisposable
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = NewStep<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<DistributedApplication> _built = NewStep<DistributedApplication>();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayStart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDisposed;

    public Task<DistributedApplicationBuilder> RunUntilBuildingAsync(CancellationToken cancellationToken)
    {
        if (appHost.EntryPoint is null)
        {
            throw new InvalidOperationException($"The assembly '{appHost.GetName().Name}' is no program: name a type of the app host.");
        }

        new Thread(Main) { IsBackground = true, Name = $"{appHost.GetName().Name} (app host)" }.Start();
        return _building.Task.WaitAsync(cancellationToken);
    }

    public Task<DistributedApplication> RunUntilBuiltAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return _built.Task.WaitAsync(cancellationToken);
    }

    public Task RunUntilStartedAsync(CancellationToken cancellationToken)
    {
        _mayStart.TrySetResult();
        return _started.Task.WaitAsync(cancellationToken);
    }

    public override void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        TestingConfiguration.Apply(appHost, args, options, settings, configureBuilder);

    public override void Building(DistributedApplicationBuilder builder)
    {
        _building.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public override void Built(DistributedApplication application) => _built.TrySetResult(application);

    public override Task StartingAsync(CancellationToken cancellationToken) => _mayStart.Task.WaitAsync(cancellationToken);

    public override void Started() => _started.TrySetResult();

    public override void Failed(Exception exception) => _started.TrySetException(exception);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        // Wherever the program is held, it ends there.
        _mayBuild.TrySetCanceled();
        _mayStart.TrySetCanceled();
        var application = _built.Task.IsCompletedSuccessfully ? await _built.Task.ConfigureAwait(false) : null;
        application?.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        if (_building.Task.IsCompletedSuccessfully)
        {
            await _ended.Task.ConfigureAwait(false);
        }

        if (application is not null)
        {
            await application.StopAsync().ConfigureAwait(false);
            await application.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<T> NewStep<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Main()
    {
        Current = this;
        Exception reason = new InvalidOperationException($"The app host '{appHost.GetName().Name}' ended before it built and started its application.");
        try
        {
            object?[]? arguments = appHost.EntryPoint!.GetParameters().Length == 0 ? null : [args];
            appHost.EntryPoint.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            reason = exception.InnerException;
        }
        finally
        {
            _building.TrySetException(reason);
            _built.TrySetException(reason);
            _started.TrySetException(reason);
            _ended.TrySetResult();
        }
    }
}
