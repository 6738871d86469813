using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TripLogger.Api.Cognito;

/// <summary>The part of the user pools' API that a user's own access token opens.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html">GetUser</see>.</remarks>
public sealed class CognitoClient(HttpClient http)
{
    /// <summary>The user to whom the token belongs, or null when the pool no longer accepts it (revoked, signed out, user gone).</summary>
    /// <exception cref="HttpRequestException">The pool does not answer, or is asked too often.</exception>
    public async Task<CognitoUser?> GetUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Headers = { { "X-Amz-Target", "AWSCognitoIdentityProviderService.GetUser" } },
            Content = JsonContent.Create(new GetUserRequest(accessToken), CognitoJsonContext.Default.GetUserRequest, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };

        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            var error = await ReadAsync(response, CognitoJsonContext.Default.CognitoError, cancellationToken);
            return error.Type switch
            {
                "NotAuthorizedException" or "UserNotFoundException" => null,
                "TooManyRequestsException" => throw new HttpRequestException("Cognito answered TooManyRequestsException to GetUser.", null, HttpStatusCode.TooManyRequests),
                _ => throw new InvalidOperationException($"Cognito answered {error.Type} to GetUser."),
            };
        }

        response.EnsureSuccessStatusCode();
        var user = await ReadAsync(response, CognitoJsonContext.Default.GetUserResponse, cancellationToken);
        return CognitoUser.FromAttributes(user.UserAttributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value));
    }

    // HttpContent's own reader insists on application/json.
    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
            ?? throw new InvalidOperationException($"Cognito answered {(int)response.StatusCode} with null.");
    }
}
