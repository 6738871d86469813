using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Emulators;

namespace TripLogger.AppHost.LocalCloud.Commands;

/// <summary>Brings the demo travellers through the same doors as anyone: sign-up with a code from the inbox, then the API. Doing so again adds nothing.</summary>
/// <param name="cognito">The user pool.</param>
/// <param name="api">The API.</param>
internal sealed class SeedDemoData(EndpointReference cognito, EndpointReference api)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        using var http = new HttpClient { Timeout = RequestTimeout };
        var configuration = await http.GetFromJsonAsync<JsonObject>($"{api.Url}/config.json", context.CancellationToken);
        var clientId = (string)configuration!["userPoolClientId"]!;
        foreach (var traveller in DemoTravellers.All)
        {
            await SignUpAsync(http, clientId, traveller, context.CancellationToken);
            await LogTripsAsync(http, traveller, await SignInAsync(http, clientId, traveller, context.CancellationToken), context.CancellationToken);
        }

        return CommandResults.Success(
            "Three travellers and their trips are there.",
            string.Join('\n', DemoTravellers.All.Select(traveller => $"{traveller.DisplayName}: {traveller.Email} / {DemoTravellers.Password}")),
            CommandResultFormat.Text,
            displayImmediately: true);
    }

    private AwsJsonClient UserPools(HttpClient http) => AwsJsonClient.UserPools(http, new Uri(cognito.Url));

    private async Task SignUpAsync(HttpClient http, string clientId, DemoTraveller traveller, CancellationToken cancellationToken)
    {
        try
        {
            await UserPools(http).CallAsync(
                "SignUp",
                new()
                {
                    ["ClientId"] = clientId,
                    ["Username"] = traveller.Email,
                    ["Password"] = DemoTravellers.Password,
                    ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = traveller.Email }),
                },
                cancellationToken);
        }
        catch (AwsServiceException exists) when (exists.Code == "UsernameExistsException")
        {
            return;
        }

        var inbox = await http.GetFromJsonAsync<JsonObject>($"{cognito.Url}/inbox.json?to={Uri.EscapeDataString(traveller.Email)}&limit=1", cancellationToken);
        await UserPools(http).CallAsync(
            "ConfirmSignUp",
            new() { ["ClientId"] = clientId, ["Username"] = traveller.Email, ["ConfirmationCode"] = (string)inbox!["items"]![0]!["code"]! },
            cancellationToken);
    }

    private async Task<string> SignInAsync(HttpClient http, string clientId, DemoTraveller traveller, CancellationToken cancellationToken)
    {
        var answer = await UserPools(http).CallAsync(
            "InitiateAuth",
            new()
            {
                ["ClientId"] = clientId,
                ["AuthFlow"] = "USER_PASSWORD_AUTH",
                ["AuthParameters"] = new JsonObject { ["USERNAME"] = traveller.Email, ["PASSWORD"] = DemoTravellers.Password },
            },
            cancellationToken);
        return (string)answer["AuthenticationResult"]!["AccessToken"]!;
    }

    private async Task LogTripsAsync(HttpClient http, DemoTraveller traveller, string accessToken, CancellationToken cancellationToken)
    {
        using var profile = await SendAsync(HttpMethod.Get, "/api/profile", null, null);
        using var named = await SendAsync(HttpMethod.Put, "/api/profile", traveller.Profile, request => request.Headers.IfMatch.Add(profile.Headers.ETag!));

        using var logged = await SendAsync(HttpMethod.Get, "/api/trips?limit=1", null, null);
        if ((await logged.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["items"]!.AsArray().Count > 0)
        {
            return;
        }

        foreach (var trip in traveller.Trips)
        {
            using var created = await SendAsync(HttpMethod.Post, "/api/trips", trip, null);
        }

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, Action<HttpRequestMessage>? configure)
        {
            using var request = new HttpRequestMessage(method, $"{api.Url}{path}") { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            configure?.Invoke(request);
            var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? response
                : throw new LocalCloudException($"The API answered {(int)response.StatusCode} to {method} {path}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
