namespace CognitoEmulator.Protocol;

/// <summary>One operation of the service's API.</summary>
internal interface IOperation<in TRequest, TResponse>
{
    /// <exception cref="CognitoException">The service's documented errors.</exception>
    Task<TResponse> HandleAsync(TRequest request, OperationContext context);
}

/// <summary>What an operation knows about the call beside its request.</summary>
/// <param name="BaseUrl">Scheme and host the request came by, without a slash at the end: tokens are issued in this name.</param>
/// <param name="Cancellation">The caller hung up.</param>
internal sealed record OperationContext(string BaseUrl, CancellationToken Cancellation);

/// <summary>A response without members.</summary>
internal sealed record Empty
{
    public static readonly Empty Value = new();
}
