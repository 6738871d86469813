using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp;

// The part of DCP's objects that is used here, with DCP's names.
internal static class DcpJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

internal interface IDcpKind
{
    static abstract string Plural { get; }
}

internal abstract class DcpObject(string kind)
{
    public string ApiVersion { get; } = "usvc-dev.developer.microsoft.com/v1";

    public string Kind { get; } = kind;

    public DcpMetadata Metadata { get; init; } = new();
}

internal sealed class DcpMetadata
{
    public string Name { get; init; } = string.Empty;

    public string? Uid { get; init; }

    public DateTime? CreationTimestamp { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }
}

internal sealed record DcpChange<T>(string Type, T Object)
    where T : DcpObject
{
    public bool IsDeletion => Type is "DELETED";
}

/// <summary>A port that clients use; DCP forwards it unless it is proxyless.</summary>
internal sealed class DcpService() : DcpObject("Service"), IDcpKind
{
    public static string Plural => "services";

    public DcpServiceSpec? Spec { get; init; }

    public DcpServiceStatus? Status { get; init; }
}

internal sealed class DcpServiceSpec
{
    // Without a protocol a service never gets a port.
    public string Protocol { get; init; } = "TCP";

    public string Address { get; init; } = "localhost";

    public required string AddressAllocationMode { get; init; }

    public int? Port { get; init; }
}

internal sealed class DcpServiceStatus
{
    public int? EffectivePort { get; init; }
}

/// <summary>What an executable or container tells DCP about a service that it provides.</summary>
internal sealed record DcpServiceProducer(string ServiceName, string? Address, int? Port);

internal sealed record DcpEnvironmentVariable(string Name, string? Value);

/// <summary>A process or container: what the orchestrator needs of both.</summary>
internal interface IDcpWorkload
{
    DcpMetadata Metadata { get; }

    DcpWorkloadStatus? Status { get; }
}

internal class DcpWorkloadStatus
{
    public string? State { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? StartupTimestamp { get; init; }

    public DateTime? FinishTimestamp { get; init; }

    public List<string>? EffectiveArgs { get; init; }

    public List<DcpEnvironmentVariable>? EffectiveEnv { get; init; }

    public string? Message { get; init; }
}

internal sealed class DcpExecutable() : DcpObject("Executable"), IDcpKind, IDcpWorkload
{
    public static string Plural => "executables";

    public required DcpExecutableSpec Spec { get; init; }

    public DcpExecutableStatus? Status { get; init; }

    DcpWorkloadStatus? IDcpWorkload.Status => Status;
}

internal sealed class DcpExecutableSpec
{
    public required string ExecutablePath { get; init; }

    public required string WorkingDirectory { get; init; }

    public string ExecutionType { get; init; } = "Process";

    public List<string> Args { get; init; } = [];

    public List<DcpEnvironmentVariable> Env { get; init; } = [];

    public DcpAmbientEnvironment AmbientEnvironment { get; init; } = new("Inherit");
}

internal sealed record DcpAmbientEnvironment(string Behavior);

internal sealed class DcpExecutableStatus : DcpWorkloadStatus
{
    public int? Pid { get; init; }
}

internal sealed class DcpContainer() : DcpObject("Container"), IDcpKind, IDcpWorkload
{
    public static string Plural => "containers";

    public required DcpContainerSpec Spec { get; init; }

    public DcpContainerStatus? Status { get; init; }

    DcpWorkloadStatus? IDcpWorkload.Status => Status;
}

internal sealed class DcpContainerSpec
{
    public required string Image { get; init; }

    public string? Command { get; init; }

    public List<string> Args { get; init; } = [];

    public List<DcpEnvironmentVariable> Env { get; init; } = [];

    public List<DcpContainerPort> Ports { get; init; } = [];

    public List<DcpVolumeMount> VolumeMounts { get; init; } = [];

    public string? PullPolicy { get; init; }
}

internal sealed record DcpContainerPort(int ContainerPort, int? HostPort, string HostIP = "127.0.0.1", string Protocol = "TCP");

internal sealed record DcpVolumeMount(string Type, string? Source, string Target, bool ReadOnly);

internal sealed class DcpContainerStatus : DcpWorkloadStatus
{
    public string? ContainerId { get; init; }
}
