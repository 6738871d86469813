using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>
/// Announces endpoints as <c>services__api__http__0</c>, which Microsoft.Extensions.ServiceDiscovery reads, and as
/// <c>API_HTTP</c> for everyone else.
/// </summary>
internal static partial class ServiceDiscovery
{
    public static void Announce(EndpointReferenceAnnotation reference, string? name, Dictionary<string, object> variables)
    {
        var service = name ?? reference.Resource.Name;
        var prefix = Encode(name ?? service.ToUpperInvariant());
        foreach (var endpoint in reference.Resource.GetEndpoints(reference.ContextNetworkId))
        {
            if (!reference.EndpointNames.Contains(endpoint.EndpointName) && (!reference.UseAllEndpoints || endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            variables[$"{prefix}_{Encode(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;

            // "http" may have been changed to https: then the scheme counts, not the name.
            var scheme = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
            var index = 0;
            while (variables.ContainsKey($"services__{service}__{scheme}__{index}"))
            {
                index++;
            }

            variables[$"services__{service}__{scheme}__{index}"] = endpoint;
        }
    }

    private static string Encode(string name) =>
        (char.IsAsciiDigit(name[0]) ? "_" : string.Empty) + NotAllowed().Replace(name, "_");

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex NotAllowed();
}
