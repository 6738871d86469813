namespace CognitoBenchmarks;

/// <summary>One server with so many users.</summary>
/// <param name="StartSeconds">From the start of the process to the first answer.</param>
/// <param name="SignUp">Operations per second of one caller.</param>
/// <param name="SignIn">Password sign-ins per second of one caller.</param>
/// <param name="Refresh">Refreshes per second of one caller.</param>
/// <param name="Megabytes">Resident memory after all of it.</param>
internal sealed record Result(string Server, int Users, double StartSeconds, double SignUp, double SignIn, double Refresh, double Megabytes)
{
    public static readonly string[] Operations = [nameof(SignUp), nameof(SignIn), nameof(Refresh)];

    public double this[string operation] => operation switch
    {
        nameof(SignUp) => SignUp,
        nameof(SignIn) => SignIn,
        nameof(Refresh) => Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
