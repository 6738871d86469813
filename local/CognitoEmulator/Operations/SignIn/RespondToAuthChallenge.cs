using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record RespondToAuthChallengeRequest
{
    public string? ClientId { get; init; }

    public string? ChallengeName { get; init; }

    public string? Session { get; init; }

    public Dictionary<string, string>? ChallengeResponses { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class RespondToAuthChallenge(UserPoolStore pools, ChallengeAnswers answers) : IOperation<RespondToAuthChallengeRequest, AuthResponse>
{
    public async Task<AuthResponse> HandleAsync(RespondToAuthChallengeRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Session(request.Session).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        return await answers.AnswerAsync(
            request.ChallengeName, request.Session, new AuthCall(pool, client, request.ChallengeResponses ?? [], request.ClientMetadata, context));
    }
}
