namespace Aspire.Hosting.Dcp;

/// <summary>The configuration section <c>DcpPublisher</c>.</summary>
internal sealed class DcpOptions
{
    public const string Section = "DcpPublisher";

    /// <summary>Whether proxied endpoints get any free port instead of the one they ask for: for tests that run at the same time.</summary>
    public bool RandomizePorts { get; set; }

    /// <summary>docker or podman; whichever answers by default.</summary>
    public string? ContainerRuntime { get; set; }
}
