using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>A resource's arguments and environment variables with all values in them.</summary>
internal sealed record ExecutionConfiguration(List<string> Args, List<DcpEnvironmentVariable> Env)
{
    public static async Task<ExecutionConfiguration> CreateAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var args = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(args).ConfigureAwait(false);
        }

        var environment = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(environment).ConfigureAwait(false);
        }

        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource };
        var configuration = new ExecutionConfiguration([], []);
        foreach (var argument in args.Args)
        {
            if (await ResolveAsync(argument, context, cancellationToken).ConfigureAwait(false) is { } value)
            {
                configuration.Args.Add(value);
            }
        }

        foreach (var (name, variable) in environment.EnvironmentVariables)
        {
            if (await ResolveAsync(variable, context, cancellationToken).ConfigureAwait(false) is { } value)
            {
                configuration.Env.Add(new DcpEnvironmentVariable(name, value));
            }
        }

        return configuration;
    }

    private static async ValueTask<string?> ResolveAsync(object? value, ValueProviderContext context, CancellationToken cancellationToken) => value switch
    {
        null => null,
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
