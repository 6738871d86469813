using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record AdminRespondToAuthChallengeRequest
{
    public string? UserPoolId { get; init; }

    public string? ClientId { get; init; }

    public string? ChallengeName { get; init; }

    public string? Session { get; init; }

    public Dictionary<string, string>? ChallengeResponses { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class AdminRespondToAuthChallenge(UserPoolStore pools, ChallengeAnswers answers) : IOperation<AdminRespondToAuthChallengeRequest, AuthResponse>
{
    public async Task<AuthResponse> HandleAsync(AdminRespondToAuthChallengeRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ClientId(request.ClientId).Session(request.Session).Verify();
        var (pool, client) = pools.GetClient(request.UserPoolId!, request.ClientId!);
        return await answers.AnswerAsync(
            request.ChallengeName, request.Session, new AuthCall(pool, client, request.ChallengeResponses ?? [], request.ClientMetadata, context));
    }
}
