using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CognitoEmulator.Quotas;

namespace CognitoEmulator.Protocol;

/// <summary>The operations by their target, such as <c>AWSCognitoIdentityProviderService.SignUp</c>.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Runs one operation on a request body and returns the response body.</summary>
    public delegate Task<byte[]> Invoke(IServiceProvider services, ReadOnlyMemory<byte> body, OperationContext context);

    /// <param name="NeedsCredentials">AWS wants a request signed with IAM credentials.</param>
    /// <param name="InvokeAsync">Null: a known operation that the emulator does not have.</param>
    public sealed record Entry(string Name, bool NeedsCredentials, Invoke? InvokeAsync);

    public Entry? Find(string target) => _entries.GetValueOrDefault(target);

    public Service ForService(string prefix, IServiceCollection services) => new(this, prefix, services);

    public sealed class Service(OperationTable table, string prefix, IServiceCollection services)
    {
        /// <summary>An operation that anyone may call; it has its own proof, such as an access token.</summary>
        /// <param name="quota">What its requests count toward; null where AWS documents no quota.</param>
        public Service Public<TOperation, TRequest, TResponse>(QuotaCategory? quota = null)
            where TOperation : class, IOperation<TRequest, TResponse>
            where TRequest : notnull => Add<TOperation, TRequest, TResponse>(needsCredentials: false, _ => quota);

        /// <inheritdoc cref="Public{TOperation, TRequest, TResponse}(QuotaCategory?)"/>
        public Service Public<TOperation, TRequest, TResponse>(Func<TRequest, QuotaCategory> quota)
            where TOperation : class, IOperation<TRequest, TResponse>
            where TRequest : notnull => Add<TOperation, TRequest, TResponse>(needsCredentials: false, quota);

        /// <summary>An operation that AWS allows by IAM.</summary>
        /// <inheritdoc cref="Public{TOperation, TRequest, TResponse}(QuotaCategory?)" path="/param"/>
        public Service Iam<TOperation, TRequest, TResponse>(QuotaCategory? quota = null)
            where TOperation : class, IOperation<TRequest, TResponse>
            where TRequest : notnull => Add<TOperation, TRequest, TResponse>(needsCredentials: true, _ => quota);

        /// <inheritdoc cref="Iam{TOperation, TRequest, TResponse}(QuotaCategory?)"/>
        public Service Iam<TOperation, TRequest, TResponse>(Func<TRequest, QuotaCategory> quota)
            where TOperation : class, IOperation<TRequest, TResponse>
            where TRequest : notnull => Add<TOperation, TRequest, TResponse>(needsCredentials: true, quota);

        /// <summary>Operations of AWS that the emulator knows and refuses.</summary>
        public Service Unsupported(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                table._entries.Add($"{prefix}.{name}", new Entry(name, NeedsCredentials: false, InvokeAsync: null));
            }

            return this;
        }

        private Service Add<TOperation, TRequest, TResponse>(bool needsCredentials, Func<TRequest, QuotaCategory?> quota)
            where TOperation : class, IOperation<TRequest, TResponse>
            where TRequest : notnull
        {
            services.AddSingleton<TOperation>();
            var name = typeof(TOperation).Name;
            table._entries.Add($"{prefix}.{name}", new Entry(name, needsCredentials, async (provider, body, context) =>
            {
                var request = RequestBody.Read(body, Shape<TRequest>());
                if (quota(request) is { } category)
                {
                    provider.GetRequiredService<RequestQuotas>().Take(category);
                }

                var response = await provider.GetRequiredService<TOperation>().HandleAsync(request, context);
                return JsonSerializer.SerializeToUtf8Bytes(response, Shape<TResponse>());
            }));
            return this;
        }

        // Asked for by call: to prepare all shapes would double the time to start.
        private static JsonTypeInfo<T> Shape<T>() => (JsonTypeInfo<T>)EmulatorJson.Default.GetTypeInfo(typeof(T))!;
    }
}
