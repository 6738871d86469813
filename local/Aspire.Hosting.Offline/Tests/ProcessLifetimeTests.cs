using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>The app host as a process of its own, ended in every way a process ends.</summary>
public sealed partial class ProcessLifetimeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_everything_and_the_exit_code_is_0(string signal)
    {
        using var appHost = await AppHostProcess.StartAsync();

        await appHost.SignalAsync(signal);
        await appHost.Process.WaitForExitAsync(TestApplication.Timeout());
        await appHost.WaitUntilGoneAsync(Limit);

        Assert.Equal(0, appHost.Process.ExitCode);
        Assert.DoesNotContain("Exception", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_when_the_app_host_is_killed()
    {
        using var appHost = await AppHostProcess.StartAsync();

        await appHost.SignalAsync("KILL");
        await appHost.WaitUntilGoneAsync(Limit);
    }

    [Fact]
    public async Task A_taken_dashboard_port_ends_the_start_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        using var appHost = AppHostProcess.Start(arguments: [], ("ASPNETCORE_URLS", $"http://localhost:{port}"));
        await appHost.Process.WaitForExitAsync(TestApplication.Timeout());

        Assert.Equal(1, appHost.Process.ExitCode);
        Assert.Contains($"Port {port} (the Aspire dashboard) is taken by another program", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", appHost.Output, StringComparison.Ordinal);
        await appHost.WaitUntilGoneAsync(Limit);
    }

    private sealed partial class AppHostProcess : IDisposable
    {
        // Inherited by everything that the app host starts: it tells which processes are ours.
        private readonly string _mark = $"MARK={Guid.NewGuid()}";
        private readonly List<string> _lines = [];

        private AppHostProcess(string[] arguments, (string Name, string Value)[] environment)
        {
            var dll = typeof(Projects.SampleAppHost).Assembly.Location;
            // A shell's background job and nohup ignore signals, and so would all that they start.
            var start = new ProcessStartInfo("env", ["--default-signal", "dotnet", "exec", dll, .. arguments])
            {
                WorkingDirectory = Projects.SampleAppHost.ProjectPath,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["MARK"] = _mark["MARK=".Length..];
            start.Environment["DOTNET_ENVIRONMENT"] = "Development";
            start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            Process = new Process { StartInfo = start };
            Process.OutputDataReceived += (_, e) => Add(e.Data);
            Process.ErrorDataReceived += (_, e) => Add(e.Data);
        }

        public Process Process { get; }

        public string Output
        {
            get
            {
                lock (_lines)
                {
                    return string.Join('\n', _lines);
                }
            }
        }

        public static AppHostProcess Start(string[] arguments, params (string Name, string Value)[] environment)
        {
            var appHost = new AppHostProcess(arguments, environment);
            appHost.Process.Start();
            appHost.Process.BeginOutputReadLine();
            appHost.Process.BeginErrorReadLine();
            return appHost;
        }

        public static async Task<AppHostProcess> StartAsync()
        {
            var appHost = Start(["--DcpPublisher:RandomizePorts=true"]);
            while (!LoginUrl().IsMatch(appHost.Output) || !appHost.Output.Contains("Distributed application started", StringComparison.Ordinal))
            {
                Assert.False(appHost.Process.HasExited, $"The app host ended while it started:\n{appHost.Output}");
                await Task.Delay(20, TestApplication.Timeout());
            }

            // DCP, dashboard and both services at least.
            Assert.True(appHost.Descendants().Count() >= 5, $"Too few processes:\n{appHost.Output}");
            return appHost;
        }

        public async Task SignalAsync(string signal)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{Process.Id}"]);
            await kill.WaitForExitAsync(TestApplication.Timeout());
        }

        public async Task WaitUntilGoneAsync(TimeSpan limit)
        {
            var watch = Stopwatch.StartNew();
            while (Descendants().ToArray() is { Length: > 0 } left)
            {
                Assert.True(watch.Elapsed < limit, $"Still there after {limit.TotalSeconds} s:\n{string.Join('\n', left)}\n{Output}");
                await Task.Delay(50, TestApplication.Timeout());
            }
        }

        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.Dispose();
        }

        private IEnumerable<string> Descendants()
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                string environment, command;
                try
                {
                    environment = File.ReadAllText(Path.Combine(folder, "environ"));
                    command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // It has ended meanwhile, or is none of ours.
                    continue;
                }

                if (environment.Contains(_mark, StringComparison.Ordinal) && command.Length > 0)
                {
                    yield return $"{Path.GetFileName(folder)} {command}";
                }
            }
        }

        private void Add(string? line)
        {
            lock (_lines)
            {
                _lines.Add(line ?? string.Empty);
            }
        }

        [GeneratedRegex(@"Login to the dashboard at http://localhost:\d+/login\?t=\w+")]
        private static partial Regex LoginUrl();
    }
}
