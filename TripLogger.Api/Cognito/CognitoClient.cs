using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TripLogger.Api.Cognito;

/// <summary>The part of the user pools' API that a user's own access token opens.</summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html">GetUser</see>.
/// Most requests that could need it never do, so the HTTP client is made when it is used.
/// </remarks>
public sealed class CognitoClient(IHttpClientFactory clients)
{
    private const string NotAuthorized = "NotAuthorizedException";
    private const string UserNotFound = "UserNotFoundException";

    /// <summary>The user to whom the token belongs, or null when the pool no longer accepts it (revoked, signed out, user gone).</summary>
    /// <exception cref="HttpRequestException">The pool does not answer, or is asked too often.</exception>
    public async Task<CognitoUser?> GetUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var response = await SendAsync("GetUser", accessToken, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            return await ReadErrorAsync("GetUser", response, cancellationToken) switch
            {
                NotAuthorized or UserNotFound => null,
                var error => throw new InvalidOperationException($"Cognito answered {error} to GetUser."),
            };
        }

        var user = await ReadAsync(response, CognitoJsonContext.Default.GetUserResponse, cancellationToken);
        return CognitoUser.FromAttributes(user.UserAttributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value));
    }

    /// <summary>Deletes the user to whom the token belongs.</summary>
    /// <returns>True when the user is gone, now or before; false when the pool no longer accepts the token.</returns>
    /// <exception cref="HttpRequestException">The pool does not answer, or is asked too often.</exception>
    public async Task<bool> DeleteUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var response = await SendAsync("DeleteUser", accessToken, cancellationToken);
        return response.StatusCode != HttpStatusCode.BadRequest || await ReadErrorAsync("DeleteUser", response, cancellationToken) switch
        {
            UserNotFound => true,
            NotAuthorized => false,
            var error => throw new InvalidOperationException($"Cognito answered {error} to DeleteUser."),
        };
    }

    private async Task<HttpResponseMessage> SendAsync(string operation, string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Headers = { { "X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}" } },
            Content = JsonContent.Create(new AccessTokenRequest(accessToken), CognitoJsonContext.Default.AccessTokenRequest, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };
        using var http = clients.CreateClient(nameof(CognitoClient));
        var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.BadRequest ? response : response.EnsureSuccessStatusCode();
    }

    private static async Task<string> ReadErrorAsync(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await ReadAsync(response, CognitoJsonContext.Default.CognitoError, cancellationToken);
        return error.Type == "TooManyRequestsException"
            ? throw new HttpRequestException($"Cognito answered {error.Type} to {operation}.", null, HttpStatusCode.TooManyRequests)
            : error.Type;
    }

    // HttpContent's own reader insists on application/json.
    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
            ?? throw new InvalidOperationException($"Cognito answered {(int)response.StatusCode} with null.");
    }
}
