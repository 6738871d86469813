using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CognitoBenchmarks;

/// <summary>A server with Cognito's API as a process with a data folder of its own.</summary>
internal abstract class Server : IAsyncDisposable
{
    public const string Password = "Correct-horse-7";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 32 });
    private Process? _process;
    private Uri? _url;

    public abstract string Name { get; }

    public string ClientId { get; private set; } = "";

    protected string PoolId { get; private set; } = "";

    protected string Folder { get; } = Directory.CreateTempSubdirectory("triplogger-benchmark-").FullName;

    public double Megabytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024);
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static string Email(int user) => $"traveller-{user}@example.com";

    /// <summary>Makes a pool with users, and leaves the server stopped.</summary>
    public abstract Task SeedAsync(int users);

    /// <returns>Seconds until the first answer.</returns>
    public async Task<double> StartAsync()
    {
        _url = new Uri($"http://127.0.0.1:{FreePort()}/");
        var watch = Stopwatch.StartNew();
        _process = Process.Start(Command(_url.Port)) ?? throw new InvalidOperationException($"{Name} did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                await CallAsync("ListUserPools", new { MaxResults = 1 });
                return watch.Elapsed.TotalSeconds;
            }
            catch (HttpRequestException) when (!_process.HasExited && watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(5);
            }
        }
    }

    public async Task<JsonNode> CallAsync(string operation, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        message.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=benchmark, SignedHeaders=host, Signature=00");
        using var response = await _http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{Name}: {operation} answered {(int)response.StatusCode} {text}");
    }

    public Task<JsonNode> SignUpAsync(string email) => CallAsync("SignUp", new
    {
        ClientId,
        Username = email,
        Password,
        UserAttributes = new[] { new { Name = "email", Value = email } },
    });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    protected abstract ProcessStartInfo Command(int port);

    protected async Task CreatePoolAsync()
    {
        var pool = await CallAsync("CreateUserPool", new { PoolName = "benchmark", UsernameAttributes = new[] { "email" }, AutoVerifiedAttributes = new[] { "email" } });
        PoolId = pool["UserPool"]!["Id"]!.GetValue<string>();
        var client = await CallAsync("CreateUserPoolClient", new
        {
            UserPoolId = PoolId,
            ClientName = "web",
            ExplicitAuthFlows = new[] { "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH" },
        });
        ClientId = client["UserPoolClient"]!["ClientId"]!.GetValue<string>();
    }

    protected async Task StopAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _process = null;
    }

    protected ProcessStartInfo StartInfo(string command, params string[] arguments) => new(command, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
