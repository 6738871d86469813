using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TripLogger.Api.Http;

namespace TripLogger.Api.Description;

/// <summary>What the framework cannot see of an operation: who may call it, and the headers it reads by hand.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    private static readonly string[] Preconditioned = ["PutProfile", "PutTrip"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentTransformer.SecurityScheme, context.Document)] = [] }];
        }

        if (Preconditioned.Contains(operation.OperationId))
        {
            AddHeader(operation, "If-Match", "The ETag of the version that you changed.", "\"1\"", isRequired: true);
        }
        else if (operation.OperationId == "DeleteTrip")
        {
            AddHeader(operation, "If-Match", "Deletes only this version.", "\"1\"", isRequired: false);
        }
        else if (operation.OperationId == "CreateTrip")
        {
            AddHeader(operation, IdempotencyKey.Header, "The same for a request and its repetitions, 1 to 255 visible ASCII characters.", "0b2c7e0e-3f0a-4c58-9d5e-6e6b1f0f9a11", isRequired: false);
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == "limit"))
        {
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = 20 };
        }

        return Task.CompletedTask;
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, string example, bool isRequired)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = JsonValue.Create(example),
        });
    }
}
