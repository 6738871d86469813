using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Health;

/// <summary>A resource whose health check nobody registered would wait for ever.</summary>
internal sealed class HealthCheckRegistrationValidator(DistributedApplicationModel model) : IValidateOptions<HealthCheckServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthCheckServiceOptions options)
    {
        var registered = options.Registrations.Select(registration => registration.Name).ToHashSet();
        var missing = model.Resources
            .SelectMany(resource => resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => (Resource: resource.Name, check.Key)))
            .Where(check => !registered.Contains(check.Key))
            .Select(check => $"The health check '{check.Key}' of the resource '{check.Resource}' is not registered: add it with builder.Services.AddHealthChecks().")
            .ToArray();
        return missing is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
