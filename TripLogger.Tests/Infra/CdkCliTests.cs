using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Infra;

[Collection(typeof(PackagedApi))]
public sealed class CdkCliTests(CdkCli cli, Stacks stacks)
{
    [Fact]
    public async Task The_CLI_synthesizes_what_the_tests_look_at_apart_from_the_code()
    {
        var output = await cli.SynthesizeAsync("production");

        JsonAssert.Equal(WithoutCode(stacks[DeploymentEnvironment.Production]).ToJsonString(), WithoutCode(Template.Load(Path.Combine(output, "triplogger-production.template.json"))));
        JsonAssert.Equal(WithoutCode(stacks.Api(DeploymentEnvironment.Production)).ToJsonString(), WithoutCode(Template.Load(Path.Combine(output, "triplogger-production-api.template.json"))));
    }

    public static TheoryData<string> CommandsOnAws =>
        [.. File.ReadLines(Path.Combine(RepositoryPaths.Root, "README.md"))
            .Where(line => line.StartsWith("npx cdk ", StringComparison.Ordinal) && !line.StartsWith("npx cdk synth", StringComparison.Ordinal))
            .Select(line => line.Split('#')[0].Trim())];

    [Theory]
    [MemberData(nameof(CommandsOnAws))]
    public async Task The_READMEs_commands_come_as_far_as_one_comes_without_an_account(string command)
    {
        // What was synthesized already, in the place of the project.
        var result = await CdkCli.RunAsync([.. command.Split(' ').Skip(1), "--app", await cli.SynthesizeAsync("production")]);

        Assert.False(result.IsSuccess, $"{command} worked without an account.");
        Assert.Contains("Unable to resolve AWS account to use.", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_stack_is_deployed_before_the_stack_of_the_API()
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(await cli.SynthesizeAsync("production"), "manifest.json"), TestContext.Current.CancellationToken))!;

        Assert.Contains("triplogger-production", manifest["artifacts"]!["triplogger-production-api"]!["dependencies"]!.AsArray().Select(id => id!.GetValue<string>()));
    }

    [Fact]
    public async Task The_functions_code_is_the_published_API_and_a_script_that_Lambda_can_execute()
    {
        await using var package = await ZipFile.OpenReadAsync(await AssetAsync(), TestContext.Current.CancellationToken);

        var script = package.GetEntry("run.sh");
        Assert.NotNull(script);
        Assert.Equal("rwxr-xr-x", Permissions(script));
        using var reader = new StreamReader(await script.OpenAsync(TestContext.Current.CancellationToken));
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("#!/bin/sh\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Contains("TripLogger.Api.dll", text, StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("TripLogger.Api.dll"));
        Assert.NotNull(package.GetEntry("TripLogger.Api.runtimeconfig.json"));
        Assert.Equal("rw-r--r--", Permissions(package.GetEntry("TripLogger.Api.dll")!));
    }

    [Fact]
    public async Task The_package_is_one_for_both_functions_compiled_ahead_of_time_for_their_processor()
    {
        await using var package = await ZipFile.OpenReadAsync(await AssetAsync(), TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await using (var entry = await package.GetEntry("TripLogger.Api.dll")!.OpenAsync(TestContext.Current.CancellationToken))
        {
            await entry.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        }

        using var image = new PEReader(new MemoryStream(bytes.ToArray()));
        Assert.NotEqual(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        // Machine names of images for Linux are masked by the operating system's number.
        Assert.Equal((ushort)Machine.Arm64, (ushort)((ushort)image.PEHeaders.CoffHeader.Machine ^ 0x7B79));
    }

    [Fact]
    public async Task No_directory_of_this_machine_gets_into_the_package()
    {
        await using var package = await ZipFile.OpenReadAsync(await AssetAsync(), TestContext.Current.CancellationToken);

        foreach (var entry in package.Entries.Where(entry => entry.Name.StartsWith("TripLogger", StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            await using (var content = await entry.OpenAsync(TestContext.Current.CancellationToken))
            {
                await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            }

            Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(RepositoryRoot.Find())) < 0, $"{entry.FullName} names {RepositoryRoot.Find()}: elsewhere the same sources would make other bytes.");
            Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
        }
    }

    [Fact]
    public async Task The_same_files_are_packed_into_the_same_bytes_whenever_they_were_written()
    {
        var directory = Directory.CreateTempSubdirectory("triplogger-package-");
        try
        {
            var hashes = new List<string>();
            foreach (var (turn, names) in new[] { (1, new[] { "b.dll", "a.dll" }), (2, ["a.dll", "b.dll"]) })
            {
                var published = directory.CreateSubdirectory($"{turn}");
                foreach (var name in names)
                {
                    var file = Path.Combine(published.FullName, name);
                    await File.WriteAllTextAsync(file, name, TestContext.Current.CancellationToken);
                    File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(turn));
                }

                ApiPackage.Pack(published.FullName, $"{published.FullName}.zip");
                hashes.Add(Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync($"{published.FullName}.zip", TestContext.Current.CancellationToken))));
            }

            Assert.Equal(hashes[0], hashes[1]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_environment_is_one_sentence_and_exit_code_1()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(RepositoryRoot.Find(), "artifacts", "bin", "TripLogger.Infra", configuration, "TripLogger.Infra.dll");

        var result = await Cli.Wrap("dotnet").WithArguments(program)
            // How the CLI hands over -c environment=prod.
            .WithEnvironmentVariables(variables => variables
                .Set("CDK_CONTEXT_JSON", """{ "environment": "prod" }""")
                .Set("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("The environment 'prod' is unknown: choose -c environment=develop, staging or production.", (result.StandardOutput + result.StandardError).Trim());
    }

    private async Task<string> AssetAsync() =>
        Assert.Single(Directory.GetFiles(await cli.SynthesizeAsync("production"), "asset.*.zip"));

    private static JsonObject WithoutCode(Template template)
    {
        var copy = template.Root.DeepClone().AsObject();
        foreach (var (_, resource) in copy["Resources"]!.AsObject())
        {
            resource!.AsObject().Remove("Metadata");
            if (resource["Type"]!.GetValue<string>() == "AWS::Lambda::Function")
            {
                Assert.True(resource["Properties"]!.AsObject().Remove("Code"));
            }
        }

        return copy;
    }

    private static string Permissions(ZipArchiveEntry entry) =>
        string.Concat(Enumerable.Range(0, 9).Select(bit => (entry.ExternalAttributes >> 16 & 0x100 >> bit) == 0 ? '-' : "rwx"[bit % 3]));
}
