using System.Net.NetworkInformation;

namespace TripLogger.Tests.AppHost;

/// <summary>Ports for a run that does not choose its own.</summary>
internal static class FreePorts
{
    /// <summary>Finds a free port for each name: below those that systems hand out by themselves, which others get meanwhile.</summary>
    public static IReadOnlyDictionary<string, int> Find(params string[] names)
    {
        var used = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        var free = Enumerable.Range(20_000, 10_000).Where(port => !used.Contains(port)).ToArray();
        Random.Shared.Shuffle(free);
        return names.Zip(free).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
