using System.Net;
using System.Net.Sockets;
using CliWrap;
using TripLogger.AppHost.StartChecks;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>What the AppHost lacks, or what is in its way, it says before anything starts: a sentence for each, and exit code 1.</summary>
public sealed class RefusedStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_port_that_is_taken_on_any_address_of_this_machine_is_told_with_who_wants_it_and_who_has_it()
    {
        (string Key, string Wanted, IPAddress Address)[] ports =
        [
            ("aspire-dashboard", "the Aspire dashboard", IPAddress.Loopback),
            ("telemetry", "the Aspire dashboard", IPAddress.IPv6Loopback),
            ("api", "api", IPAddress.Any),
            ("cognito", "cognito", IPAddress.IPv6Any),
            ("dynamodb", "dynamodb", IPAddress.IPv6Loopback),
            ("web", "web", IPAddress.Loopback),
        ];
        var listeners = ports.Select(port => new TcpListener(port.Address, 0)).ToArray();
        Array.ForEach(listeners, listener => listener.Start());
        var taken = ports.Zip(listeners, (port, listener) => (port.Key, port.Wanted, ((IPEndPoint)listener.LocalEndpoint).Port)).ToArray();

        var sentence = Assert.Single(await RefusalAsync(taken.ToDictionary(port => $"Ports__{port.Key}", port => $"{port.Port}").Append(new("DcpPublisher__RandomizePorts", "false"))));

        Assert.All(taken, port =>
        {
            Assert.Contains($"{port.Port} ({port.Wanted})", sentence, StringComparison.Ordinal);
            Assert.Contains($"--Ports:{port.Key}=", sentence, StringComparison.Ordinal);
        });
        Assert.Contains(OperatingSystem.IsLinux() ? $"(process {Environment.ProcessId}): end it" : "another program: end it", sentence, StringComparison.Ordinal);
        Array.ForEach(listeners, listener => listener.Dispose());
    }

    [Theory]
    [InlineData("Ports__api=many", "Ports:api is 'many', but a port is a number from 1 to 65535.")]
    [InlineData("Ports__api=70000", "Ports:api is '70000', but a port is a number from 1 to 65535.")]
    [InlineData("Ports__apis=5081", "Ports:apis names no port: there are api, dynamodb, cognito, ")]
    [InlineData("LocalCloud__DynamoDb=steam", "LocalCloud:DynamoDb is auto, embedded or container")]
    [InlineData("LocalCloud__DataDirectory=/proc/triplogger", "The data folder /proc/triplogger can't be used (")]
    [InlineData("TMPDIR=/nowhere/at/all", "The folder for temporary files, /nowhere/at/all/, can't be used (it does not exist): create it")]
    [InlineData("TMPDIR=/proc", "The folder for temporary files, /proc/, can't be used (")]
    public async Task A_setting_that_can_not_be_used_is_told(string setting, string sentence)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Its folders are Linux's.");

        var refusal = Assert.Single(await RefusalAsync([new(setting.Split('=')[0], setting.Split('=')[1]), new("DcpPublisher__RandomizePorts", "false")]));

        Assert.Contains(sentence, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is a file")]
    [InlineData("below/it", "data is a file")]
    public async Task A_file_in_the_data_folders_place_is_told(string below, string reason)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        await File.WriteAllTextAsync(file, "", Cancel);

        var refusal = Assert.Single(await RefusalAsync([new("LocalCloud__DataDirectory", Path.Combine(file, below).TrimEnd('/'))]));

        Assert.Contains("The data folder ", refusal, StringComparison.Ordinal);
        Assert.Contains($"{reason}): choose another one by --LocalCloud:DataDirectory=…, and start again.", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "can't be used (it can't be written and belongs to ")]
    [InlineData(true, "can't be written and belongs to ")]
    public async Task Another_users_data_folder_and_his_files_in_ours_are_told_with_his_name(bool isOursButForAFile, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can be two users.");
        const string nobody = "65534";
        // Not below the test run's own temporary folder, which nobody else may enter.
        var data = Path.Combine("/var/tmp", $"triplogger-{Guid.NewGuid():N}");
        var dynamoDb = Path.Combine(data, "dynamodb");
        Directory.CreateDirectory(dynamoDb);
        await File.WriteAllTextAsync(Path.Combine(dynamoDb, "shared-local-instance.db"), "", Cancel);
        if (isOursButForAFile)
        {
            await Cli.Wrap("chown").WithArguments([nobody, data, dynamoDb]).ExecuteAsync(Cancel);
        }

        await using var appHost = await AppHostProcess.StartAsync(data, new() { ["TMPDIR"] = "/tmp", ["HOME"] = "/tmp" }, userId: nobody);

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.Contains(reason, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("embedded", "", "", "Node 20 or newer is needed, but no Node is on the PATH", "DynamoDB Local needs Java 17 or newer, but no Java is on the PATH")]
    [InlineData("auto", "v18.20.8", "11.0.2", "Node 20 or newer is needed, but Node 18 was found", "DynamoDB Local needs Java 17 or newer, but Java 11 was found")]
    [InlineData("container", "v20.0.0", "17", "LocalCloud:DynamoDb is container, but no container engine answers")]
    public async Task Tools_that_are_missing_or_too_old_are_told_all_at_once(string dynamoDb, string node, string java, params string[] sentences)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Takes tools away by a PATH of its own.");
        using var tools = new Tools("dotnet", "env", "sh", "ls");
        if (node.Length > 0)
        {
            tools.Add("node", $"echo {node}");
            tools.Add("java", $"echo 'openjdk version \"{java}\"' >&2");
        }

        var refusals = await RefusalAsync([new("PATH", tools.Path), new("LocalCloud__DynamoDb", dynamoDb)]);

        Assert.Equal(sentences.Length, refusals.Count);
        Assert.All(sentences, sentence => Assert.Contains(refusals, refusal => refusal.StartsWith(sentence, StringComparison.Ordinal)));
    }

    /// <summary>As Vite has it: a page under such a folder was blank, refused, or its server did not start.</summary>
    [Theory]
    [InlineData("/home/ines/C# Projects/TripLogger", '#')]
    [InlineData("/home/ines/what?/TripLogger", '?')]
    [InlineData("/home/ines/16:9/TripLogger", ':')]
    [InlineData("/home/ines/a\\b/TripLogger", '\\')]
    [InlineData("/home/Inês Duarte/100 % [new] {a}(b) it's, 'mine' & yours; $5 + 3 = @!~^*日本", null)]
    public void A_folder_that_the_page_can_not_be_served_from_is_told_by_its_character(string path, char? character)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are paths of Unix.");

        var fault = ServablePath.Fault(path);

        Assert.Equal(character is not null, fault is not null);
        Assert.Contains(character is null ? "" : $"because of the '{character}' in '", fault ?? "", StringComparison.Ordinal);
    }

    /// <returns>Its sentences, one for each line.</returns>
    private static async Task<IReadOnlyList<string>> RefusalAsync(IEnumerable<KeyValuePair<string, string>> environment)
    {
        using var data = new TemporaryFolder();
        await using var appHost = await AppHostProcess.StartAsync(data.Path, new(environment));

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        return appHost.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
