using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using TripLogger.Api.Http;

namespace TripLogger.Api.Problems;

public static class ProblemExtensions
{
    /// <summary>Makes every error an <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see> problem, and JSON the API's own.</summary>
    public static IHostApplicationBuilder AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Customize);
        builder.Services.AddExceptionHandler<KnownExceptionHandler>();
        builder.Services.AddValidation();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJsonContext.Default);
            // A number is a number: else the description says of every number that it may be a string.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // Also in Development a bad request is the caller's to read, not a page with our stack.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    /// <summary>Answers problems, also where what comes next is the framework's own: routing can fail too.</summary>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        return app;
    }

    /// <summary>Keeps what belongs to one caller out of every cache.</summary>
    public static WebApplication UsePrivacy(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return next(context);
        });
        return app;
    }

    private static void Customize(ProblemDetailsContext context)
    {
        switch (context.ProblemDetails)
        {
            case HttpValidationProblemDetails invalid:
                // The framework names .NET's properties; callers know the members of their JSON.
                invalid.Errors = invalid.Errors.ToDictionary(error => JsonPath(error.Key), error => error.Value);
                break;
            case { Status: StatusCodes.Status401Unauthorized } unauthorized:
                unauthorized.Detail = "Send 'Authorization: Bearer <token>' with an access token of this user pool that has not expired.";
                break;
        }
    }

    /// <summary>The path of a member in JSON, of its path in .NET.</summary>
    internal static string JsonPath(string propertyPath) => string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
