using System.Text.Json.Serialization;

namespace CognitoEmulator.Messages;

/// <summary><c>GET /inbox.json?to=&amp;limit=</c>: the messages for tests and pages.</summary>
internal static class InboxEndpoint
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1000;

    public static void MapInbox(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/inbox.json", (Inbox inbox, HttpContext http, string? to, int? limit) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var items = inbox.List(string.IsNullOrEmpty(to) ? null : to, Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit));
            return TypedResults.Json(new InboxPage([.. items]), InboxJson.Default.InboxPage);
        });
}

internal sealed record InboxPage(List<Message> Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InboxPage))]
internal sealed partial class InboxJson : JsonSerializerContext;
