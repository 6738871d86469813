using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record ListUserPoolClientsRequest(string? UserPoolId, int? MaxResults, string? NextToken);

internal sealed record ListUserPoolClientsResponse(List<UserPoolClientDescription> UserPoolClients, string? NextToken);

internal sealed record UserPoolClientDescription(string ClientId, string UserPoolId, string ClientName);

internal sealed class ListUserPoolClients(UserPoolStore pools) : IOperation<ListUserPoolClientsRequest, ListUserPoolClientsResponse>
{
    public Task<ListUserPoolClientsResponse> HandleAsync(ListUserPoolClientsRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Range("maxResults", request.MaxResults, 1, 60).Verify();
        var pool = pools.Get(request.UserPoolId!);
        var (page, next) = Paging.Page([.. pools.ClientsOf(pool.Id)], client => client.ClientId, request.NextToken, request.MaxResults ?? 60);
        return Task.FromResult(new ListUserPoolClientsResponse(
            [.. page.Select(client => new UserPoolClientDescription(client.ClientId, client.UserPoolId, client.ClientName))], next));
    }
}
