using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>A PATH with a few programs: real ones, and scripts in the place of others.</summary>
internal sealed class Tools : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Takes these programs from the PATH of the test run.</summary>
    public Tools(params string[] programs)
    {
        foreach (var program in programs)
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(Path, program), WhichOnPath(program));
        }
    }

    public string Path => _folder.Path;

    /// <summary>Adds a program.</summary>
    /// <param name="name">How it is called.</param>
    /// <param name="script">What the shell does when it is.</param>
    public void Add(string name, string script)
    {
        var file = System.IO.Path.Combine(Path, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string WhichOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, program))
        .First(File.Exists);
}
