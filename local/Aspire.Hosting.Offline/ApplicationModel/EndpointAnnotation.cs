using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something on which a resource listens.</summary>
[DebuggerDisplay("{Name} {UriScheme} {Port}->{TargetPort}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;
    private int? _port;
    private int? _targetPort;
    private bool _portIsNull;
    private bool _targetPortIsNull;
    private bool? _tlsEnabled;
    private bool _isProxied = true;
    private bool? _isExplicitlyProxied;

    /// <summary>Creates an endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">The network in which it is reached directly; this machine's by default.</param>
    /// <param name="uriScheme">The scheme of its URL; the protocol by default.</param>
    /// <param name="transport">For example <c>http</c> or <c>http2</c>; taken from the scheme by default.</param>
    /// <param name="name">Unique in the resource; the scheme by default.</param>
    /// <param name="port">The port that clients use; any free one by default.</param>
    /// <param name="targetPort">The port on which the resource listens; in a container: inside of it.</param>
    /// <param name="isExternal">Whether it is public where the application is deployed.</param>
    /// <param name="isProxied">Whether DCP listens and forwards.</param>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        ResourceNames.Validate(nameof(EndpointAnnotation), Name);

        Protocol = protocol;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    /// <summary>Creates an endpoint on this machine.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port that clients use. Without a proxy it is the target port where only that one is known.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied || _portIsNull ? null : _targetPort);
        set
        {
            _port = value;
            _portIsNull = value is null;
        }
    }

    /// <summary>The port on which the resource listens. Without a proxy it is the port where only that one is known.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied || _targetPortIsNull ? null : _port);
        set
        {
            _targetPort = value;
            _targetPortIsNull = value is null;
        }
    }

    /// <summary>The scheme of the endpoint's URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host on which the resource listens.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>For example <c>http</c> or <c>http2</c>.</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Whether it is public where the application is deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether DCP listens and forwards.</summary>
    public bool IsProxied
    {
        get => _isProxied;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>Whether someone decided about the proxy; <see langword="null"/>: the resource decides.</summary>
    public bool? IsExplicitlyProxied
    {
        get => _isExplicitlyProxied;
        set
        {
            _isExplicitlyProxied = value;
            _isProxied = value ?? true;
        }
    }

    /// <summary>Whether a reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>The network in which it is reached directly.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>The address in the default network, <see langword="null"/> until it is known.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllAllocatedEndpoints.TryGetAllocatedEndpoint(DefaultNetworkID, out var endpoint) ? endpoint : null;
        set
        {
            if (value is null)
            {
                AllAllocatedEndpoints.Get(DefaultNetworkID).Snapshot.SetException(new InvalidOperationException($"The endpoint `{Name}` is not allocated"));
            }
            else
            {
                AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(DefaultNetworkID, value);
            }
        }
    }

    /// <summary>The addresses in all networks.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = [];

    /// <summary>Whether the project's launch settings asked for it.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>The variable that tells the resource its port; then the port is no part of ASPNETCORE_URLS.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>The port that was asked for, as it was asked for.</summary>
    internal int? SpecifiedPort => _port is 0 ? null : _port;
}
