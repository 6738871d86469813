using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Runs DCP, which runs processes and containers and ends them with this process, however that one ends.
/// </summary>
internal sealed class DcpHost(IOptions<DcpOptions> options, ILogger<DcpHost> logger) : IAsyncDisposable
{
    private const string SessionPrefix = "aspire-dcp-";

    // What the app host was started with is not meant for the programs it starts; they inherit DCP's environment.
    private static readonly string[] OwnVariables = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);

    private DcpClient? _client;
    private string? _session;

    public DcpClient Client => _client ?? throw new InvalidOperationException("DCP has not been started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Engine.EnsureInstalledAsync(cancellationToken).ConfigureAwait(false);
        SweepSessions();

        var session = _session = CreateSession();
        using var certificate = CreateCertificate();
        var crt = Path.Combine(session, "dcp.crt");
        var key = Path.Combine(session, "dcp.key");
        await File.WriteAllTextAsync(crt, certificate.ExportCertificatePem(), cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), cancellationToken).ConfigureAwait(false);

        var kubeconfig = Path.Combine(session, "kubeconfig");
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["start-apiserver", "--monitor", pid, "--detach", "--kubeconfig", kubeconfig, "--tls-cert-file", crt, "--tls-key-file", key];
        if (!string.IsNullOrEmpty(options.Value.ContainerRuntime))
        {
            arguments.AddRange(["--container-runtime", options.Value.ContainerRuntime]);
        }

        var start = new ProcessStartInfo(Engine.DcpPath, arguments) { WorkingDirectory = session, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DCP_SESSION_FOLDER"] = session;
        foreach (var variable in OwnVariables)
        {
            start.Environment.Remove(variable);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"DCP could not be started (exit code {process.ExitCode}): {await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
        }

        var (server, token) = await ReadKubeconfigAsync(kubeconfig, cancellationToken).ConfigureAwait(false);
        _client = new DcpClient(server, token, crt);
        await WaitUntilHealthyAsync(_client, cancellationToken).ConfigureAwait(false);
        logger.LogDebug("DCP listens on {Server}.", server);
    }

    /// <summary>Ends all processes and containers, then DCP itself.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _session, null) is not { } session)
        {
            return;
        }

        if (Interlocked.Exchange(ref _client, null) is not { } client)
        {
            // Interrupted while it started.
            Kill(session);
            return;
        }

        using (client)
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            ending.CancelAfter(StopTimeout);
            try
            {
                await client.CleanUpAsync(ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                logger.LogDebug(exception, "DCP did not end in time.");
                Kill(session);
            }
        }
    }

    /// <summary>
    /// Ends a DCP that was interrupted: it watches this process, but not where it still starts or cleans up when this one is
    /// gone already. What it has started watches DCP.
    /// </summary>
    private void Kill(string session)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(session, StringComparison.Ordinal))
                    {
                        process.Kill();
                    }
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
                {
                    logger.LogDebug(exception, "Process {Id} ended meanwhile, or is someone else's.", process.Id);
                }
            }
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private static async Task WaitUntilHealthyAsync(DcpClient client, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await client.IsHealthyAsync(cancellationToken).ConfigureAwait(false))
        {
            ThrowAfterTimeout(watch);
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(Uri Server, string Token)> ReadKubeconfigAsync(string file, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            // Half written until its last line has ended.
            var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : string.Empty;
            var lines = text.EndsWith('\n') ? text.Split('\n') : [];
            if (Value(lines, "server:") is { } server && Value(lines, "token:") is { } token)
            {
                return (new Uri(server), token);
            }

            ThrowAfterTimeout(watch);
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }

        static string? Value(string[] lines, string name) => lines
            .Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
            .Trim().Trim('"');
    }

    private static void ThrowAfterTimeout(Stopwatch watch)
    {
        if (watch.Elapsed > StartTimeout)
        {
            throw new DistributedApplicationException($"DCP did not answer within {StartTimeout.TotalSeconds} s. Set DCP_DIAGNOSTICS_LOG_LEVEL=debug and DCP_DIAGNOSTICS_LOG_FOLDER to a folder to see why.");
        }
    }

    // Readable by nobody else: the key to everything is in there.
    private static string CreateSession() => Directory.CreateTempSubdirectory($"{SessionPrefix}{Environment.ProcessId}-").FullName;

    /// <summary>A session's folder outlives a run that was killed.</summary>
    private void SweepSessions()
    {
        foreach (var session in Directory.EnumerateDirectories(Path.GetTempPath(), SessionPrefix + "*"))
        {
            var pid = Path.GetFileName(session)[SessionPrefix.Length..].Split('-')[0];
            if (!int.TryParse(pid, CultureInfo.InvariantCulture, out _) || Directory.Exists($"/proc/{pid}"))
            {
                continue;
            }

            try
            {
                Directory.Delete(session, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.LogDebug(exception, "The session folder {Folder} of a dead run could not be deleted.", session);
            }
        }
    }

    // DCP would make an RSA key with 4096 bits, which takes seconds.
    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=dcp", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
