using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>Applications of a package.json. npm is a script here that tells how it was called: no registry is asked.</summary>
public sealed class JavaScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aspire-javascript-");

    private string Npm => Path.Combine(_folder.FullName, "npm.sh");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_Vite_app_is_installed_first_and_then_listens_where_it_is_told_to()
    {
        await WriteNpmAsync("echo npm \"$@\"; case $1 in run) [ \"$5\" = \"$PORT\" ] && echo in $NODE_ENV; exec sleep 60 ;; esac");
        var builder = TestApplication.CreateBuilder();
        var page = UseScript(builder.AddViteApp("page", _folder.FullName).WithNpm(installCommand: "ci", installArgs: ["--no-audit"]));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("page", KnownResourceStates.Running, TestApplication.Timeout());
        var installer = page.Resource.Annotations.OfType<JavaScriptPackageInstallerAnnotation>().Single().Resource;
        Assert.Equal("page-installer", installer.Name);
        Assert.Equal(KnownResourceStates.Finished, app.State(installer).State?.Text);
        await app.WaitForLogAsync(installer, "npm ci --no-audit");
        await app.WaitForLogAsync(page.Resource, "npm run dev -- --port ");
        await app.WaitForLogAsync(page.Resource, "in development");
    }

    [Fact]
    public async Task An_app_whose_packages_can_not_be_installed_does_not_start()
    {
        await WriteNpmAsync("exit 1");
        var builder = TestApplication.CreateBuilder();
        var page = UseScript(builder.AddViteApp("page", _folder.FullName));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        Assert.Equal(KnownResourceStates.FailedToStart, app.State(page.Resource).State?.Text);
        await app.WaitForLogAsync(page.Resource, "with exit code '1', expected '0'");
    }

    [Fact]
    public async Task An_app_that_is_installed_starts_at_once_and_its_installer_when_someone_starts_it()
    {
        await WriteNpmAsync("echo npm \"$@\"; case $1 in run) exec sleep 60 ;; esac");
        var builder = TestApplication.CreateBuilder();
        var page = UseScript(builder.AddViteApp("page", _folder.FullName, runScriptName: "serve").WithNpm(install: false));
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.WaitForLogAsync(page.Resource, "npm run serve -- --port");
        var installer = page.Resource.Annotations.OfType<JavaScriptPackageInstallerAnnotation>().Single().Resource;
        Assert.Equal(KnownResourceStates.NotStarted, app.State(installer).State?.Text);
        await app.ResourceCommands.ExecuteCommandAsync(installer, KnownResourceCommands.StartCommand, TestApplication.Timeout());
        await app.WaitForLogAsync(installer, "npm install");
    }

    // The last package manager counts; npm itself would ask a registry.
    private IResourceBuilder<ViteAppResource> UseScript(IResourceBuilder<ViteAppResource> app) =>
        app.WithAnnotation(new JavaScriptPackageManagerAnnotation(Npm, runScriptCommand: "run"));

    private async Task WriteNpmAsync(string script)
    {
        await File.WriteAllTextAsync(Npm, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
