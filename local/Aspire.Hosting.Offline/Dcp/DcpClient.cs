using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Aspire.Hosting.Dcp;

/// <summary>Speaks DCP's API, which has the form of Kubernetes' one.</summary>
internal sealed class DcpClient : IDisposable
{
    private const string Root = "apis/usvc-dev.developer.microsoft.com/v1/";

    private readonly HttpClient _http;

    /// <param name="server">DCP's address.</param>
    /// <param name="token">Proves that we may.</param>
    /// <param name="certificateFile">DCP's certificate: the only one that is trusted.</param>
    public DcpClient(Uri server, string token, string certificateFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(certificateFile));
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        })
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
    }

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync("healthz", cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task CreateAsync<T>(T item, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        using var response = await _http.PostAsJsonAsync(Root + T.Plural, item, DcpJson.Options, cancellationToken).ConfigureAwait(false);
        await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T?> FindAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        using var response = await _http.GetAsync($"{Root}{T.Plural}/{name}", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<T>(DcpJson.Options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks DCP to end the process or container.</summary>
    public async Task StopAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        using var response = await PatchAsync($"{Root}{T.Plural}/{name}", new { spec = new { stop = true } }, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.NotFound)
        {
            await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the object and returns when it is gone.</summary>
    public async Task DeleteAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        using var response = await _http.DeleteAsync($"{Root}{T.Plural}/{name}", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.NotFound)
        {
            await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        }

        while (await FindAsync<T>(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All objects, then each as it changes.</summary>
    public async IAsyncEnumerable<DcpChange<T>> WatchAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var response = await _http.GetAsync($"{Root}{T.Plural}?watch=true", HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            string? previous = null;
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                // DCP tells some things dozens of times a second.
                if (line != previous && JsonSerializer.Deserialize<DcpChange<T>>(line, DcpJson.Options) is { Object: not null } change)
                {
                    yield return change;
                }

                previous = line;
            }
        }
    }

    /// <summary>What a process or container writes, each line with its time, until it has ended.</summary>
    public async IAsyncEnumerable<string> FollowLogAsync<T>(string name, string source, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        using var response = await _http.GetAsync($"{Root}{T.Plural}/{name}/log?follow=true&timestamps=true&source={source}", HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        await EnsureSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Ends all processes and containers, waits for that, and tells DCP to end too.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        const string Execution = "admin/execution";
        using (await PatchAsync(Execution, new DcpExecution("CleaningResources"), cancellationToken).ConfigureAwait(false))
        {
        }

        while (await _http.GetFromJsonAsync<DcpExecution>(Execution, DcpJson.Options, cancellationToken).ConfigureAwait(false) is not { Status: "CleanupComplete" })
        {
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }

        using (await PatchAsync(Execution, new DcpExecution("Stopping"), cancellationToken).ConfigureAwait(false))
        {
        }
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> PatchAsync<T>(string path, T change, CancellationToken cancellationToken) =>
        _http.PatchAsync(path, JsonContent.Create(change, new MediaTypeHeaderValue("application/merge-patch+json"), DcpJson.Options), cancellationToken);

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new HttpRequestException($"DCP answered {(int)response.StatusCode} to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}: {body}", inner: null, response.StatusCode);
        }
    }

    private sealed record DcpExecution(string Status, string ShutdownResourceCleanup = "Full");
}
