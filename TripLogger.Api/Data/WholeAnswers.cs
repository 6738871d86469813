using Amazon.Runtime;
using HttpClientFactory = Amazon.Runtime.HttpClientFactory;

namespace TripLogger.Api.Data;

/// <summary>
/// Makes the HTTP clients of the AWS SDK: their limit is for the whole answer. The SDK's own ends with the headers, after which a body could take
/// as long as it likes.
/// </summary>
internal sealed class WholeAnswers : HttpClientFactory
{
    /// <summary>For one try.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler
    {
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(500),
            // Names get other addresses from time to time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private sealed class Handler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            HttpResponseMessage? response = null;
            try
            {
                response = await base.SendAsync(request, limit.Token);
                await response.Content.LoadIntoBufferAsync(limit.Token);
                return response;
            }
            catch (Exception exception)
            {
                response?.Dispose();
                if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    throw new TimeoutException($"{request.RequestUri?.Host} did not answer within {Limit.TotalSeconds} s.", exception);
                }

                throw;
            }
        }
    }
}
