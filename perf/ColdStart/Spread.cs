using System.Globalization;

namespace TripLogger.ColdStart;

/// <summary>The middle of some measurements and how far most of them lie around it.</summary>
internal sealed record Spread(double Median, double Low, double High)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(At(0.5), At(0.1), At(0.9));

        double At(double part) => sorted[(int)Math.Round((sorted.Length - 1) * part)];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0} ({Low:0} to {High:0})");
}
