using System.Text.Json.Nodes;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Fixtures.Aws;

namespace TripLogger.Tests.Infra;

/// <summary>The README's deployment, by the CDK's own command line, into an account that answers on this machine.</summary>
[Collection(typeof(PackagedApi))]
public sealed class CdkDeploymentTests(CdkCli cli)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Package_and_templates_arrive_as_they_were_synthesized_and_a_second_deployment_changes_nothing()
    {
        await using var account = await AwsAccount.StartAsync(Cancel);
        account.Bootstrap();
        var assembly = await cli.SynthesizeAsync("production");

        await DeployAsync(account, assembly);

        foreach (var name in (string[])["triplogger-production", "triplogger-production-api"])
        {
            var stack = account.Stacks.Find(name)!;
            JsonAssert.Equal(await File.ReadAllTextAsync(Path.Combine(assembly, $"{name}.template.json"), Cancel), JsonNode.Parse(stack.Template));
            Assert.True(stack.IsProtected, $"Anybody can delete {name}.");
        }

        var package = Assert.Single(Directory.GetFiles(assembly, "asset.*.zip"));
        var sent = account.Bucket.Find(Path.GetFileName(package)["asset.".Length..]);
        Assert.True((await File.ReadAllBytesAsync(package, Cancel)).AsSpan().SequenceEqual(sent), "The package that arrived is not the one that was synthesized.");

        // The API's stack knows the pool by the parameters that the data stack wrote.
        Assert.Equal(account.Stacks.Find("triplogger-production")!.Outputs["UserPoolId"], account.Parameters.Values["/triplogger/production/UserPoolId"]);
        Assert.NotEmpty(account.Stacks.Find("triplogger-production-api")!.Outputs["Url"]);

        var (uploads, changes) = (account.Bucket.Uploads, Changes(account));
        await DeployAsync(account, assembly);
        Assert.Equal((uploads, changes), (account.Bucket.Uploads, Changes(account)));
    }

    private static int Changes(AwsAccount account) => account.Stacks.Operations.Count(operation => operation == "ExecuteChangeSet");

    private static async Task DeployAsync(AwsAccount account, string assembly)
    {
        var result = await CdkCli.RunAsync(["cdk", "deploy", "--all", "--app", assembly, "--require-approval", "never", "--ci"], account);
        Assert.True(result.IsSuccess, $"The deployment failed:\n{result.StandardOutput}{result.StandardError}");
    }
}
