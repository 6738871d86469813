namespace Aspire.Hosting;

/// <summary>How the application runs.</summary>
/// <param name="operation">What is done with it.</param>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    private IServiceProvider? _services;

    /// <summary>What is done with it.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>Whether a deployment is being published.</summary>
    public bool IsPublishMode => Operation is DistributedApplicationOperation.Publish;

    /// <summary>Whether it is run.</summary>
    public bool IsRunMode => Operation is DistributedApplicationOperation.Run;

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider Services
    {
        get => _services ?? throw new InvalidOperationException("The services are not available: the application is not built yet.");
        internal set => _services = value;
    }
}

/// <summary>What is done with the application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>It is run.</summary>
    Run,

    /// <summary>A deployment is being published.</summary>
    Publish,
}
