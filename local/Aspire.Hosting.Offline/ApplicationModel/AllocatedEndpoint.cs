using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint whose address is known.</summary>
[DebuggerDisplay("{UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Creates an allocated endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address.</param>
    /// <param name="port">The port that clients use.</param>
    /// <param name="bindingMode">On which addresses it listens.</param>
    /// <param name="targetPortExpression">The port on which the resource itself listens, or DCP's template for it.</param>
    /// <param name="networkId">Where the address is valid; the endpoint's own network by default.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null, NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);

        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? endpoint.DefaultNetworkID;
    }

    /// <summary>Creates an allocated endpoint in the endpoint's own network.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null)
        : this(endpoint, address, port, bindingMode, targetPortExpression, networkId: null)
    {
    }

    /// <summary>Creates an allocated endpoint that listens on one address of its own network.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or IP address.</summary>
    public string Address { get; }

    /// <summary>On which addresses it listens.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The port that clients use.</summary>
    public int Port { get; }

    /// <summary>The scheme of <see cref="UriString"/>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary><c>address:port</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary><c>scheme://address:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>The port on which the resource itself listens, or DCP's template for it.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Where the address is valid.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <inheritdoc />
    public override string ToString() => UriString;
}

/// <summary>On which addresses an endpoint listens.</summary>
public enum EndpointBindingMode
{
    /// <summary>On one.</summary>
    SingleAddress,

    /// <summary>On all.</summary>
    DualStackAnyAddresses,

    /// <summary>On all of IPv4.</summary>
    IPv4AnyAddresses,

    /// <summary>On all of IPv6.</summary>
    IPv6AnyAddresses,
}

/// <summary>An endpoint's address in one network, known now or later.</summary>
/// <param name="Snapshot">The address.</param>
/// <param name="NetworkID">The network.</param>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);

/// <summary>An endpoint's addresses, one per network.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly Dictionary<NetworkIdentifier, NetworkEndpointSnapshot> _snapshots = [];

    /// <summary>Sets the address in a network.</summary>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.NetworkID != networkId)
        {
            throw new ArgumentException($"The endpoint is of the network '{endpoint.NetworkID.Value}', not of '{networkId.Value}'.", nameof(endpoint));
        }

        Get(networkId).Snapshot.SetValue(endpoint);
    }

    /// <summary>The address in a network, as soon as it is known.</summary>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        Get(networkId).Snapshot.GetValueAsync(cancellationToken);

    /// <inheritdoc />
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator()
    {
        lock (_snapshots)
        {
            return _snapshots.Values.ToList().GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGetAllocatedEndpoint(NetworkIdentifier networkId, [NotNullWhen(true)] out AllocatedEndpoint? endpoint)
    {
        var snapshot = Get(networkId).Snapshot;
        endpoint = snapshot.IsValueSet ? snapshot.GetValueAsync().GetAwaiter().GetResult() : null;
        return endpoint is not null;
    }

    internal NetworkEndpointSnapshot Get(NetworkIdentifier networkId)
    {
        lock (_snapshots)
        {
            return _snapshots.TryGetValue(networkId, out var snapshot)
                ? snapshot
                : _snapshots[networkId] = new NetworkEndpointSnapshot(new ValueSnapshot<AllocatedEndpoint>(), networkId);
        }
    }
}
