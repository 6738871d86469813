namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The name of the DCP object that runs the resource: <c>{resource}-{suffix}</c>. The suffix is also the
/// telemetry's <c>service.instance.id</c>, by which the dashboard finds the resource of a trace.
/// </summary>
internal sealed class DcpInstanceAnnotation : IResourceAnnotation
{
    private const int SuffixLength = 8;

    public DcpInstanceAnnotation(string resourceName)
    {
        Suffix = System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", SuffixLength);
        Name = $"{resourceName}-{Suffix}";
    }

    public string Suffix { get; }

    public string Name { get; }
}
