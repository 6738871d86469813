using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an app host's program in a test: without dashboard, on random ports, and only as far as the test says.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the program until it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, for example its class of the namespace <c>Projects</c>.</typeparam>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), cancellationToken);

    /// <summary>Runs the program until it builds its application.</summary>
    /// <param name="entryPoint">A type of the app host.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>Runs the program until it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, for example its class of the namespace <c>Projects</c>.</typeparam>
    /// <param name="args">The program's command line.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs the program until it builds its application.</summary>
    /// <param name="entryPoint">A type of the app host.</param>
    /// <param name="args">The program's command line.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>Runs the program until it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, for example its class of the namespace <c>Projects</c>.</typeparam>
    /// <param name="args">The program's command line.</param>
    /// <param name="configureBuilder">Changes the builder's options before it is created.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default) =>
        CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the program until it builds its application.</summary>
    /// <param name="entryPoint">A type of the app host.</param>
    /// <param name="args">The program's command line.</param>
    /// <param name="configureBuilder">Changes the builder's options before it is created.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        if (args.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("An argument of the command line is empty.", nameof(args));
        }

        var program = new AppHostProgram(entryPoint.Assembly, args, configureBuilder);
        try
        {
            var builder = await program.RunUntilBuildingAsync(cancellationToken).ConfigureAwait(false);
            return new TestingBuilder(program, builder);
        }
        catch
        {
            await program.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
