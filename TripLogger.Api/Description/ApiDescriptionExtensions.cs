using Scalar.AspNetCore;

namespace TripLogger.Api.Description;

public static class ApiDescriptionExtensions
{
    /// <summary>Describes the API by <see href="https://spec.openapis.org/oas/latest.html">OpenAPI</see>.</summary>
    public static IHostApplicationBuilder AddApiDescription(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<OperationTransformer>();
            options.AddSchemaTransformer<ExampleTransformer>();
        });
        return builder;
    }

    /// <summary>Maps <c>GET /openapi/v1.json</c>, and in Development <c>GET /scalar</c>, a page to read and try it.</summary>
    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference(scalar => scalar
                .WithTitle("TripLogger")
                .AddPreferredSecuritySchemes(DocumentTransformer.SecurityScheme)
                // What would lead to, load from or talk to Scalar's own servers.
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideClientButton()
                .HideDeveloperTools())
                .ExcludeFromDescription();
        }
    }
}
