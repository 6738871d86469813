using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TripLogger.Tests.Fixtures;

/// <summary>What tests send to the API and read of its answers.</summary>
internal static class HttpAssertions
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends a body as JSON, with headers as they are written.</summary>
    public static async Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Cancel);
    }

    /// <summary>The body of an answer that must have this status.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == status, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} instead of {(int)status}: {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Reads what must be there.</summary>
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancel);
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    /// <summary>An answer must be a problem.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="status">Its status.</param>
    /// <param name="detail">Words of its detail.</param>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string detail = "")
    {
        var problem = await response.ReadAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        if (detail.Length > 0)
        {
            Assert.Contains(detail, problem.GetProperty("detail").GetString());
        }

        return problem;
    }

    /// <summary>The members that a validation problem names, sorted.</summary>
    public static IEnumerable<string> Errors(this JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
}
