using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TripLogger.Api.Problems;

namespace TripLogger.Api.Cognito;

/// <summary>The part of the user pools' API that a user's own access token opens.</summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html">GetUser</see>.
/// Most requests that could need it never do, so the HTTP client is made when it is used.
/// </remarks>
public sealed class CognitoClient(IHttpClientFactory clients)
{
    private const string UserNotFound = "UserNotFoundException";

    /// <summary>What the pool answers when it no longer takes this token.</summary>
    private static readonly string[] Refusals = ["NotAuthorizedException", "PasswordResetRequiredException", "UserNotConfirmedException"];

    /// <summary>What only a mistake of ours explains; anything else may be otherwise next time.</summary>
    /// <remarks>See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html">common errors</see>.</remarks>
    private static readonly string[] Mistakes = ["InvalidParameterException", "ResourceNotFoundException", "SerializationException", "UnknownOperationException"];

    /// <summary>The user to whom the token belongs, or null when the pool no longer accepts it (revoked, signed out, user gone).</summary>
    /// <exception cref="ServiceUnavailableException">The pool does not answer, or is asked too often.</exception>
    public async Task<CognitoUser?> GetUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        CognitoUser? user = null;
        await CallAsync(
            "GetUser",
            accessToken,
            body => user = CognitoUser.FromAttributes(Read(body, CognitoJsonContext.Default.GetUserResponse).UserAttributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value)),
            cancellationToken);
        return user;
    }

    /// <summary>Deletes the user to whom the token belongs.</summary>
    /// <returns>True when the user is gone, now or before; false when the pool no longer accepts the token.</returns>
    /// <exception cref="ServiceUnavailableException">The pool does not answer, or is asked too often.</exception>
    public async Task<bool> DeleteUserAsync(string accessToken, CancellationToken cancellationToken) =>
        await CallAsync("DeleteUser", accessToken, _ => { }, cancellationToken) is null or UserNotFound;

    /// <summary>Calls an operation of the pool in the caller's name.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="accessToken">The caller's token.</param>
    /// <param name="read">Reads the answer, of which nothing is sure either.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>Null, or the error by which the pool refuses the token or no longer knows the user.</returns>
    private async Task<string?> CallAsync(string operation, string accessToken, Action<byte[]> read, CancellationToken cancellationToken)
    {
        string error;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "")
            {
                Headers = { { "X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}" } },
                Content = JsonContent.Create(new AccessTokenRequest(accessToken), CognitoJsonContext.Default.AccessTokenRequest, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            };
            using var http = clients.CreateClient(nameof(CognitoClient));
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.BadRequest)
            {
                response.EnsureSuccessStatusCode();
                read(body);
                return null;
            }

            error = Read(body, CognitoJsonContext.Default.CognitoError).Type;
            if (error != UserNotFound && !Refusals.Contains(error) && !Mistakes.Contains(error))
            {
                throw new HttpRequestException($"Cognito answered {error} to {operation}.");
            }
        }
        catch (Exception exception)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException("The call to the user pool was given up.", exception, cancellationToken)
                : new ServiceUnavailableException("The user pool", exception);
        }

        return Mistakes.Contains(error) ? throw new InvalidOperationException($"Cognito answered {error} to {operation}.") : error;
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("Cognito answered null.");
}
