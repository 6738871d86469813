using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TripLogger.Api.Description;

/// <summary>What the document says about the API as a whole.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    public const string SecurityScheme = "accessToken";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TripLogger",
            Version = "v1",
            Description = "Profiles and trips of travellers. Times are UTC in ISO 8601; errors are problems (RFC 9457); ETag is the version, which a change must name in If-Match.",
        };
        // Where it was read is where it is.
        document.Servers = [];

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token of the user pool, not an id token. GET /config.json says where to sign in.",
        };
        return Task.CompletedTask;
    }
}
