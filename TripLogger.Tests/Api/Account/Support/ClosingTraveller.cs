using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account.Support;

/// <summary>Somebody who leaves.</summary>
public sealed record ClosingTraveller(string Sub, string Email, string Token, string RefreshToken, string PublicTripId, HttpClient Client)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether a request is about them, by their id or by their token.</summary>
    public bool IsIn(string body) => body.Contains(Sub, StringComparison.Ordinal) || body.Contains(Token, StringComparison.Ordinal);

    /// <summary>All that the API tells them, to be compared.</summary>
    public async Task<string> ReadAsync()
    {
        var parts = new List<string>();
        foreach (var path in new[] { "/api/profile", "/api/trips", "/api/trips/summary" })
        {
            parts.Add((await Client.GetJsonAsync(path)).GetRawText());
        }

        return string.Join('\n', parts);
    }

    /// <summary>Neither reading nor writing finds anything.</summary>
    public async Task AssertIsGoneAsync()
    {
        string[] paths = ["/api/profile", "/api/profile/export", "/api/trips", "/api/trips/summary", $"/api/trips/{PublicTripId}"];
        foreach (var path in paths)
        {
            using var read = await Client.GetAsync(path, Cancel);
            await read.AssertProblemAsync(HttpStatusCode.Gone);
        }

        using var written = await Client.PostTripAsync(TripRequests.Body());
        await written.AssertProblemAsync(HttpStatusCode.Gone);
        using var renamed = await Client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Ada"}""", ("If-Match", "\"1\""));
        await renamed.AssertProblemAsync(HttpStatusCode.Gone);
    }
}
