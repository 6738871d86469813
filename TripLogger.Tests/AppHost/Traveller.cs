using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TripLogger.Tests.AppHost;

/// <summary>Someone who signs up and keeps a profile, with the same requests that the README makes by curl.</summary>
/// <param name="cognito">The emulator.</param>
/// <param name="api">The API.</param>
/// <param name="clientId">The web client's id.</param>
/// <param name="email">The e-mail address; a new one unless given.</param>
internal sealed class Traveller(HttpClient cognito, HttpClient api, string clientId, string? email = null)
{
    public const string Password = "Correct-horse-7";

    private string _accessToken = "";

    public string Email { get; } = email ?? $"{Guid.NewGuid():N}@example.com";

    /// <summary>What a browser keeps of the sign-in: names and values as Amplify has them in its local storage.</summary>
    public IReadOnlyDictionary<string, string> Kept { get; private set; } = new Dictionary<string, string>();

    public async Task SignUpAsync(CancellationToken cancellationToken)
    {
        await CallCognitoAsync(
            "SignUp",
            new()
            {
                ["ClientId"] = clientId,
                ["Username"] = Email,
                ["Password"] = Password,
                ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = Email }),
            },
            cancellationToken);

        var inbox = await cognito.GetFromJsonAsync<JsonObject>($"/inbox.json?to={Uri.EscapeDataString(Email)}&limit=1", cancellationToken);
        await CallCognitoAsync(
            "ConfirmSignUp",
            new() { ["ClientId"] = clientId, ["Username"] = Email, ["ConfirmationCode"] = (string)inbox!["items"]![0]!["code"]! },
            cancellationToken);
    }

    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        var answer = await CallCognitoAsync(
            "InitiateAuth",
            new()
            {
                ["ClientId"] = clientId,
                ["AuthFlow"] = "USER_PASSWORD_AUTH",
                ["AuthParameters"] = new JsonObject { ["USERNAME"] = Email, ["PASSWORD"] = Password },
            },
            cancellationToken);
        var tokens = answer["AuthenticationResult"]!;
        _accessToken = (string)tokens["AccessToken"]!;
        var user = new JsonWebToken(_accessToken).Subject;
        Kept = new Dictionary<string, string>
        {
            [$"CognitoIdentityServiceProvider.{clientId}.LastAuthUser"] = user,
            [$"CognitoIdentityServiceProvider.{clientId}.{user}.accessToken"] = _accessToken,
            [$"CognitoIdentityServiceProvider.{clientId}.{user}.idToken"] = (string)tokens["IdToken"]!,
            [$"CognitoIdentityServiceProvider.{clientId}.{user}.refreshToken"] = (string)tokens["RefreshToken"]!,
            [$"CognitoIdentityServiceProvider.{clientId}.{user}.clockDrift"] = "0",
        };
    }

    public async Task<(JsonObject Profile, EntityTagHeaderValue Tag)> GetProfileAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/profile");
        return await SendAsync(request, cancellationToken);
    }

    public async Task<(JsonObject Profile, EntityTagHeaderValue Tag)> PutProfileAsync(JsonObject profile, EntityTagHeaderValue tag, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/profile") { Content = JsonContent.Create(profile) };
        request.Headers.IfMatch.Add(tag);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Logs a trip.</summary>
    public async Task<JsonObject> AddTripAsync(JsonObject trip, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/trips") { Content = JsonContent.Create(trip) };
        return (await SendAsync(request, cancellationToken)).Item1;
    }

    /// <summary>The trips whose title has a text in it, of the newest hundred, as they are stored.</summary>
    public async Task<JsonObject[]> FindTripsAsync(string text, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/trips?limit=100");
        var (page, _) = await SendAsync(request, cancellationToken);
        return [.. page["items"]!.AsArray().Select(trip => trip!.AsObject()).Where(trip => ((string)trip["title"]!).Contains(text, StringComparison.Ordinal))];
    }

    /// <summary>Changes a trip.</summary>
    public async Task<JsonObject> ChangeTripAsync(string id, int version, JsonObject trip, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/trips/{id}") { Content = JsonContent.Create(trip) };
        request.Headers.IfMatch.Add(new($"\"{version}\""));
        return (await SendAsync(request, cancellationToken)).Item1;
    }

    private async Task<(JsonObject, EntityTagHeaderValue)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", _accessToken);
        using var response = await api.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {body}");
        return (JsonNode.Parse(body)!.AsObject(), response.Headers.ETag!);
    }

    private async Task<JsonObject> CallCognitoAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(input.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1"),
        };
        request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        using var response = await cognito.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{operation} answered {(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!.AsObject();
    }
}
