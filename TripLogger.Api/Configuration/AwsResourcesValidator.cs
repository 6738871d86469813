using Microsoft.Extensions.Options;

namespace TripLogger.Api.Configuration;

/// <summary>Stops the start with a sentence that names every missing key, instead of a failure at the first request.</summary>
internal sealed class AwsResourcesValidator(IConfiguration configuration, IReadOnlyList<string> needed) : IValidateOptions<AwsResources>
{
    public ValidateOptionsResult Validate(string? name, AwsResources options)
    {
        var section = configuration.GetSection(AwsResources.Section);
        var missing = needed.Where(key => string.IsNullOrWhiteSpace(section[key])).ToArray();

        return missing.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Configuration is missing: {string.Join(", ", missing.Select(key => $"{AwsResources.Section}:{key}"))}. Start the solution with TripLogger.AppHost, " +
                $"which sets it, or set environment variables such as AWS__Resources__{missing[0]} to the stack's outputs of the same names.");
    }
}
