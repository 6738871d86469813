using System.Net.Http.Headers;
using System.Text;
using TripLogger.Benchmarks.Servers;

namespace TripLogger.Benchmarks.Load;

/// <summary>A request that callers repeat.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path for the request of this number.</param>
/// <param name="Body">A JSON body, if it has one.</param>
internal sealed record Operation(string Name, HttpMethod Method, Func<int, string> Path, string? Body = null)
{
    private const string Trip = """
        {"title":"Over the Alps","destination":{"name":"Locarno","country":"CH","latitude":46.169,"longitude":8.7956},"startDate":"2026-06-01","endDate":"2026-06-07","notes":"By train. And on foot.","distanceKm":312.5}
        """;

    private readonly byte[]? _body = Body is null ? null : Encoding.UTF8.GetBytes(Body);

    public static Operation GetProfile { get; } = new("GET /api/profile", HttpMethod.Get, _ => "/api/profile");

    public static Operation ListTrips { get; } = new("GET /api/trips", HttpMethod.Get, _ => "/api/trips");

    public static Operation CreateTrip { get; } = new("POST /api/trips", HttpMethod.Post, _ => "/api/trips", Trip);

    public static Operation GetSummary { get; } = new("GET /api/trips/summary", HttpMethod.Get, _ => "/api/trips/summary");

    public HttpRequestMessage Request(Uri server, Caller caller, int number)
    {
        var request = new HttpRequestMessage(Method, new Uri(server, Path(number)));
        request.Headers.TryAddWithoutValidation("Authorization", caller.Authorization);
        request.Headers.TryAddWithoutValidation(BareServer.UserHeader, caller.User);
        if (_body is not null)
        {
            request.Content = new ByteArrayContent(_body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}

/// <summary>Someone who calls.</summary>
/// <param name="User">The user's sub.</param>
/// <param name="Authorization">The header's value.</param>
internal sealed record Caller(string User, string Authorization);
