using Microsoft.Extensions.Options;

namespace TripLogger.Api.Configuration;

/// <summary>A process is wholly local or wholly on AWS, and local only in Development: emulators prove nobody's identity.</summary>
internal sealed class CloudOptionsValidator(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<CloudOptions>
{
    private const string UserPool = "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER";
    private const string IdentityPool = "AWS_ENDPOINT_URL_COGNITO_IDENTITY";
    private const string DynamoDb = "AWS_ENDPOINT_URL_DYNAMODB";

    public ValidateOptionsResult Validate(string? name, CloudOptions options)
    {
        var failures = Failures(options).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(CloudOptions options)
    {
        foreach (var (key, endpoint) in new[] { (UserPool, options.UserPoolEndpoint), (IdentityPool, options.IdentityPoolEndpoint), (DynamoDb, options.DynamoDbEndpoint) })
        {
            if (endpoint is not null && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
            {
                yield return $"{key} is '{endpoint}', which is no http(s) address: set one such as http://localhost:8000, or remove the key.";
            }
        }

        if (options.IsLocal && !environment.IsDevelopment())
        {
            yield return $"{UserPool} is set in the environment {environment.EnvironmentName}, but a user pool emulator's tokens are only " +
                "good for Development: remove the variable, or set ASPNETCORE_ENVIRONMENT to Development on your own machine.";
        }

        if (options.IsLocal && (options.DynamoDbEndpoint is null || options.IdentityPoolEndpoint is null))
        {
            yield return $"{UserPool} makes this a local run, which must not reach AWS, but {DynamoDb} or {IdentityPool} is missing: " +
                "start the solution with TripLogger.AppHost, which sets all three.";
        }

        if (options.LambdaInvokeKey is not null && !options.IsLocal)
        {
            yield return $"LocalCloud:LambdaInvokeKey is set without {UserPool}: functions are only invoked this way by the local user pool; remove the key.";
        }

        if (options.LambdaInvokeKey is not null && string.IsNullOrWhiteSpace(configuration[$"{AwsResources.Section}:{nameof(AwsResources.AddUserFunctionName)}"]))
        {
            yield return $"LocalCloud:LambdaInvokeKey is set, but {AwsResources.Section}:{nameof(AwsResources.AddUserFunctionName)}, the name to answer to, is missing: " +
                "start the solution with TripLogger.AppHost, which sets both.";
        }
    }
}
