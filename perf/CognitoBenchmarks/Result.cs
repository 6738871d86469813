namespace CognitoBenchmarks;

/// <summary>One server with so many users.</summary>
/// <param name="StartSeconds">From the start of the process to the first answer.</param>
/// <param name="SignIn">By password.</param>
/// <param name="Megabytes">Resident memory after all of it.</param>
internal sealed record Result(string Server, int Users, double StartSeconds, Rate SignUp, Rate SignIn, Rate Refresh, double Megabytes)
{
    public static readonly string[] Operations = [nameof(SignUp), nameof(SignIn), nameof(Refresh)];

    public Rate this[string operation] => operation switch
    {
        nameof(SignUp) => SignUp,
        nameof(SignIn) => SignIn,
        nameof(Refresh) => Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}

/// <summary>How fast one caller is served.</summary>
/// <param name="CpuMilliseconds">Processor time of the server per operation: it hardly depends on what else the machine does.</param>
internal sealed record Rate(double PerSecond, double CpuMilliseconds);
