using Microsoft.Extensions.Options;

namespace TripLogger.Api.Configuration;

/// <summary>Stops the start with a sentence for each key that is missing, instead of a failure at the first request.</summary>
internal sealed class AwsResourcesValidator(IConfiguration configuration, IReadOnlyList<string> needed) : IValidateOptions<AwsResources>
{
    public ValidateOptionsResult Validate(string? name, AwsResources options)
    {
        var section = configuration.GetSection(AwsResources.Section);
        var missing = needed.Where(key => string.IsNullOrWhiteSpace(section[key])).ToArray();

        return missing.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(missing.Select(key =>
                $"The configuration key {AwsResources.Section}:{key} is missing: start the solution with TripLogger.AppHost, which sets it, " +
                $"or set the environment variable AWS__Resources__{key} to the stack's output {key}."));
    }
}
