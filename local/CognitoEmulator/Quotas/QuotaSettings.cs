using System.Globalization;
using CognitoEmulator.Hosting;

namespace CognitoEmulator.Quotas;

/// <summary>Section <c>Quotas</c>: whether requests are counted, and rates that differ from AWS's defaults.</summary>
internal sealed class QuotaSettings
{
    private const string EnabledKey = "Enabled";
    private const int MaxRequestsPerSecond = 1_000_000;

    private readonly Dictionary<QuotaCategory, int> _rates = QuotaCategory.Configurable.ToDictionary(category => category, category => category.RequestsPerSecond);

    public bool Enabled { get; private set; }

    /// <exception cref="StartRefusedException">A key or a value that means nothing: a limit that silently isn't there would mislead.</exception>
    public static QuotaSettings Read(IConfigurationSection section)
    {
        var settings = new QuotaSettings();
        foreach (var entry in section.GetChildren())
        {
            if (entry.Key.Equals(EnabledKey, StringComparison.OrdinalIgnoreCase))
            {
                settings.Enabled = bool.TryParse(entry.Value, out var enabled)
                    ? enabled
                    : throw new StartRefusedException($"{entry.Path} is \"{entry.Value}\": it must be true or false.");
            }
            else
            {
                settings._rates[CategoryOf(entry)] = RateOf(entry);
            }
        }

        return settings;
    }

    /// <summary>Requests per second of a category.</summary>
    public int this[QuotaCategory category] => category == QuotaCategory.ChallengeResponses
        ? QuotaCategory.ResponsesPerSignIn * _rates[QuotaCategory.UserAuthentication]
        : _rates[category];

    private static QuotaCategory CategoryOf(IConfigurationSection entry) =>
        QuotaCategory.Configurable.FirstOrDefault(category => category.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))
        ?? throw new StartRefusedException(
            $"{entry.Path} names no quota: there are {EnabledKey}, {string.Join(", ", QuotaCategory.Configurable.Select(category => category.Name))}.");

    private static int RateOf(IConfigurationSection entry) =>
        int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= MaxRequestsPerSecond
            ? rate
            : throw new StartRefusedException($"{entry.Path} is \"{entry.Value}\": it must be requests per second, a number from 1 to {MaxRequestsPerSecond}.");
}
