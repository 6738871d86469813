using System.IO.Compression;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using TripLogger.Infra;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Infra;

[Collection(typeof(PackagedApi))]
public sealed class CdkCliTests(CdkCli cli, Stacks stacks) : IClassFixture<CdkCli>
{
    [Theory]
    [InlineData("develop", DeploymentEnvironment.Develop)]
    [InlineData("production", DeploymentEnvironment.Production)]
    public async Task The_CLI_synthesizes_what_the_local_cloud_runs_apart_from_the_code(string name, DeploymentEnvironment environment)
    {
        var template = await SynthesizeAsync(name);

        JsonAssert.Equal(WithoutCode(stacks[environment]).ToJsonString(), WithoutCode(template));
    }

    [Fact]
    public async Task The_functions_code_is_the_published_API_and_a_script_that_Lambda_can_execute()
    {
        await using var package = await ZipFile.OpenReadAsync(await AssetAsync("develop"), TestContext.Current.CancellationToken);

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
    public async Task The_same_sources_are_packed_into_the_same_bytes() =>
        Assert.Equal(
            await File.ReadAllBytesAsync(await AssetAsync("develop"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(await AssetAsync("production"), TestContext.Current.CancellationToken));

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

    private async Task<Template> SynthesizeAsync(string environment) =>
        Template.Load(Path.Combine(await cli.SynthesizeAsync(environment), $"triplogger-{environment}.template.json"));

    private async Task<string> AssetAsync(string environment) =>
        Assert.Single(Directory.GetFiles(await cli.SynthesizeAsync(environment), "asset.*.zip"));

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
