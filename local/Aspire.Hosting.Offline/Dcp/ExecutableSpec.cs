using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>How a program or a project is started.</summary>
internal static class ExecutableSpec
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static DcpExecutableSpec Create(Workload workload, ExecutionConfiguration configuration)
    {
        if (workload.Resource is ExecutableResource executable)
        {
            EnsureExists(executable);
            return new DcpExecutableSpec
            {
                ExecutablePath = executable.Command,
                WorkingDirectory = executable.WorkingDirectory,
                Args = configuration.Args,
                Env = configuration.Env,
            };
        }

        var metadata = ((ProjectResource)workload.Resource).GetProjectMetadata();
        return new DcpExecutableSpec
        {
            ExecutablePath = Dotnet,
            WorkingDirectory = Path.GetDirectoryName(metadata.ProjectPath)!,
            Args = [.. Launch(metadata), .. configuration.Args],
            Env = configuration.Env,
        };
    }

    // Its build output where the app host's build made it: "dotnet run" would take a second more.
    private static IEnumerable<string> Launch(IProjectMetadata metadata) =>
        AppHost.ProjectOutput(metadata.GetType().Assembly, metadata.ProjectPath) is { } output
            ? ["exec", output]
            : ["run", "--project", metadata.ProjectPath, .. metadata.SuppressBuild ? ["--no-build"] : Array.Empty<string>(), "--no-launch-profile", "--"];

    private static void EnsureExists(ExecutableResource executable)
    {
        if (!Directory.Exists(executable.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The working directory '{executable.WorkingDirectory}' of '{executable.Name}' does not exist.");
        }

        var isPath = executable.Command.Contains('/', StringComparison.Ordinal);
        var folders = isPath ? [executable.WorkingDirectory] : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, executable.Command))))
        {
            throw new DistributedApplicationException(isPath
                ? $"The program '{executable.Command}' of '{executable.Name}' does not exist."
                : $"The program '{executable.Command}' of '{executable.Name}' is not on PATH: install it, or give its path.");
        }
    }
}
