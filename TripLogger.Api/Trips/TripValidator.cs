using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using TripLogger.Api.Problems;

namespace TripLogger.Api.Trips;

/// <summary>Checks one trip by the very rules by which ASP.NET Core checks the body of a request.</summary>
internal sealed class TripValidator(IOptions<ValidationOptions> options, IServiceProvider services)
{
    /// <summary>What is wrong, by the JSON path of each member; empty when nothing is.</summary>
    public async Task<Dictionary<string, string[]>> FindErrorsAsync(TripInput trip, CancellationToken cancellationToken)
    {
#pragma warning disable ASP0029 // The framework still calls its own entrance to these rules experimental.
        if (!options.Value.TryGetValidatableTypeInfo(typeof(TripInput), out var rules))
        {
            throw new InvalidOperationException($"No rules were generated for {nameof(TripInput)}: is it still the body of a route?");
        }

        var context = new ValidateContext { ValidationOptions = options.Value, ValidationContext = new ValidationContext(trip, services, items: null) };
        await rules.ValidateAsync(trip, context, cancellationToken);
        return context.ValidationErrors?.ToDictionary(error => ProblemExtensions.JsonPath(error.Key), error => error.Value) ?? [];
#pragma warning restore ASP0029
    }
}
