namespace TripLogger.Tests.Fixtures;

/// <summary>Stands between an API and its user pools. Tokens must be fetched through it too: their issuer is the address that was asked.</summary>
public sealed class CognitoProxy : AwsProxy
{
    private CognitoProxy(Uri emulator)
        : base(emulator)
    {
    }

    public static async Task<CognitoProxy> StartAsync(Uri emulator)
    {
        var proxy = new CognitoProxy(emulator);
        await proxy.StartAsync();
        return proxy;
    }
}
