namespace TripLogger.AppHost.Surroundings;

/// <summary>The web proxies of a company's network.</summary>
internal static class Proxies
{
    /// <summary>Everything of ours is there, and no proxy can reach it. Some programs want IPv6 addresses in brackets, others without.</summary>
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "::1", "[::1]"];

    /// <summary>Programs differ in which of the two they read, and most systems tell them apart.</summary>
    private static readonly string[] Variables = ["NO_PROXY", "no_proxy"];

    /// <summary>
    /// Lets this process reach this machine without a proxy. Must come before its first request: .NET reads the variables once.
    /// </summary>
    public static void BypassForThisMachine()
    {
        var exceptions = string.Join(',', Variables
            .SelectMany(variable => (Environment.GetEnvironmentVariable(variable) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Concat(ThisMachine)
            .Distinct(StringComparer.OrdinalIgnoreCase));
        foreach (var variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, exceptions);
        }
    }

    /// <summary>
    /// Hands that on to all resources, also to those that an editor starts in our place. npm, and whatever else goes to the
    /// internet, still uses the proxy.
    /// </summary>
    public static void BypassProxiesForThisMachine(this IDistributedApplicationBuilder builder) => builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
    {
        foreach (var resource in start.Model.Resources.OfType<IResourceWithEnvironment>())
        {
            resource.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
            {
                foreach (var variable in Variables)
                {
                    variables[variable] = Environment.GetEnvironmentVariable(variable)!;
                }
            }));
        }

        return Task.CompletedTask;
    });
}
