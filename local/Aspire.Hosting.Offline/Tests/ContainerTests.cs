using System.Diagnostics;
using System.Formats.Tar;
using Aspire.Hosting.AWS.DynamoDB;
using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>Containers of an image that is made here of the machine's static busybox: no registry is needed.</summary>
public sealed class ContainerTests
{
    private const string Image = "aspire-offline-tests";

    private static readonly Lazy<Task<string?>> Missing = new(PrepareAsync);

    [Fact]
    public async Task A_container_answers_at_its_endpoint_and_ends_with_the_application()
    {
        await NeedContainersAsync();
        var folder = Directory.CreateTempSubdirectory("aspire-offline-tests-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "Hello from outside", TestContext.Current.CancellationToken);
        var builder = TestApplication.CreateBuilder();
        var web = builder.AddContainer("web", Image, "1")
            .WithImagePullPolicy(ImagePullPolicy.Never)
            .WithEntrypoint("/busybox")
            .WithArgs("sh", "-c", "trap 'exit 0' TERM; echo \"$GREETING\"; /busybox httpd -f -p 8080 -h /www & wait")
            .WithEnvironment("GREETING", "Hello from inside")
            .WithBindMount(folder.FullName, "/www", isReadOnly: true)
            .WithHttpEndpoint(targetPort: 8080)
            .WithHttpHealthCheck("/");
        string id;
        await using (var app = builder.Build())
        {
            await app.StartAsync(TestApplication.Timeout());
            await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestApplication.Timeout());

            using var client = app.CreateHttpClient("web");
            Assert.Equal("Hello from outside", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
            await app.WaitForLogAsync(web.Resource, "Hello from inside");
            Assert.Equal("Container", app.State(web.Resource).ResourceType);
            Assert.Equal(new VolumeSnapshot(folder.FullName, "/www", "bind", true), Assert.Single(app.State(web.Resource).Volumes));
            id = Assert.IsType<string>(app.State(web.Resource).Properties.Single(p => p.Name == "container.id").Value);

            var stop = await app.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StopCommand, TestApplication.Timeout());
            Assert.True(stop.Success, stop.Message);
            Assert.Equal(KnownResourceStates.Exited, app.State(web.Resource).State?.Text);
            await app.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, TestApplication.Timeout());
            await app.ResourceNotifications.WaitForResourceHealthyAsync("web", TestApplication.Timeout());
            Assert.Equal("Hello from outside", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        }

        Assert.DoesNotContain(id[..12], await DockerAsync("ps", "--all", "--quiet"), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_image_that_can_not_be_had_fails_with_the_engines_reason()
    {
        await NeedContainersAsync();
        var builder = TestApplication.CreateBuilder();
        var container = builder.AddContainer("nothing", "localhost/no-such-image", "1").WithImagePullPolicy(ImagePullPolicy.Never);
        var user = builder.AddExecutable("user", "sleep", ".", "60").WaitFor(container);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        Assert.Equal(KnownResourceStates.FailedToStart, app.State(container.Resource).State?.Text);
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(user.Resource).State?.Text);
        await app.WaitForLogAsync(container.Resource, "no-such-image");
    }

    [Fact]
    public async Task Without_an_engine_containers_say_so_and_the_others_live_on()
    {
        var builder = TestApplication.CreateBuilder(args: "--DcpPublisher:ContainerRuntime=podman");
        Assert.SkipWhen(File.Exists("/usr/bin/podman"), "There is a podman, which answers.");
        var container = builder.AddContainer("container", Image, "1");
        var user = builder.AddExecutable("user", "sleep", ".", "60").WaitFor(container);
        builder.AddExecutable("other", "sleep", ".", "60");
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("other", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.Equal(KnownResourceStates.RuntimeUnhealthy, app.State(container.Resource).State?.Text);
        await app.WaitForLogAsync(container.Resource, "No container engine answers: start Docker or Podman");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(user.Resource).State?.Text);
    }

    [Fact]
    public void Dynamodb_local_has_the_image_and_arguments_that_its_options_ask_for()
    {
        var builder = TestApplication.CreateBuilder();

        var dynamodb = builder.AddAWSDynamoDBLocal("dynamodb", new DynamoDBLocalOptions { Tag = "3.3.0", SharedDb = true, LocalStorageDirectory = "data", DisableDynamoDBLocalTelemetry = true, Port = 8000 });

        Assert.Equivalent(new ContainerImageAnnotation { Registry = "public.ecr.aws", Image = "aws-dynamodb-local/aws-dynamodb-local", Tag = "3.3.0" }, Assert.Single(dynamodb.Resource.Annotations.OfType<ContainerImageAnnotation>()));
        Assert.Equal((8000, 8000), (dynamodb.GetEndpoint("http").EndpointAnnotation.Port, dynamodb.GetEndpoint("http").TargetPort));
        var mount = Assert.Single(dynamodb.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal((Path.Combine(builder.AppHostDirectory, "data"), "/storage"), (mount.Source, mount.Target));
    }

    [Theory]
    [InlineData("nginx", "nginx", "latest", null)]
    [InlineData("nginx:1.27", "nginx", "1.27", null)]
    [InlineData("registry:5000/team/nginx", "registry:5000/team/nginx", "latest", null)]
    [InlineData("registry:5000/team/nginx:1.27", "registry:5000/team/nginx", "1.27", null)]
    [InlineData("nginx@sha256:abc", "nginx", null, "abc")]
    public void An_image_is_read_with_its_registry_tag_and_digest(string image, string name, string? tag, string? digest)
    {
        var builder = TestApplication.CreateBuilder();

        var annotation = builder.AddContainer("container", image).Resource.Annotations.OfType<ContainerImageAnnotation>().Single();

        Assert.Equal((name, tag, digest), (annotation.Image, annotation.Tag, annotation.SHA256));
    }

    private static async Task NeedContainersAsync()
    {
        if (await Missing.Value is { } missing)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("REQUIRE_DOCKER") is not "1", missing);
            Assert.Fail(missing);
        }
    }

    private static async Task<string?> PrepareAsync()
    {
        const string Busybox = "/bin/busybox";
        if (!File.Exists(Busybox))
        {
            return "There is no busybox: apt-get install busybox-static.";
        }

        var tar = Path.GetTempFileName();
        await using (var writer = new TarWriter(File.Create(tar)))
        {
            await writer.WriteEntryAsync(Busybox, "busybox");
        }

        try
        {
            var output = await DockerAsync("import", tar, $"{Image}:1");
            return output.StartsWith("sha256:", StringComparison.Ordinal) ? null : $"There is no container engine: start one (systemctl start docker). docker said: {output}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no docker: apt-get install docker.io.";
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = docker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = docker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await docker.WaitForExitAsync(TestApplication.Timeout());
        return await output + await error;
    }
}
