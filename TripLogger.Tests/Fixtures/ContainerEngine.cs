using DotNet.Testcontainers.Configurations;

namespace TripLogger.Tests.Fixtures;

/// <summary>Docker, or what speaks its language.</summary>
internal static class ContainerEngine
{
    /// <summary>Skips the test where no engine answers; where REQUIRE_DOCKER is 1, fails it.</summary>
    public static void Require()
    {
        // Testcontainers looks for one once, before its settings are first read.
        if (TestcontainersSettings.OS.DockerEndpointAuthConfig is not null)
        {
            return;
        }

        const string Reason = "No container engine answers: start Docker 25 or newer (an older one needs the variable DOCKER_API_VERSION, for example 1.41).";
        if (Environment.GetEnvironmentVariable("REQUIRE_DOCKER") == "1")
        {
            Assert.Fail($"{Reason} REQUIRE_DOCKER=1 asks for it.");
        }

        Assert.Skip(Reason);
    }
}
