using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ListUsersRequest
{
    public string? UserPoolId { get; init; }

    public List<string>? AttributesToGet { get; init; }

    public int? Limit { get; init; }

    public string? PaginationToken { get; init; }

    public string? Filter { get; init; }
}

internal sealed record ListUsersResponse(List<UserType> Users, string? PaginationToken);

internal sealed class ListUsers(UserPoolStore pools, UserStore users) : IOperation<ListUsersRequest, ListUsersResponse>
{
    public Task<ListUsersResponse> HandleAsync(ListUsersRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Range("limit", request.Limit, 0, 60).Text("filter", request.Filter, 0, 256).Verify();
        var pool = pools.Get(request.UserPoolId!);
        var limit = Paging.Limit(request.Limit);
        var after = request.PaginationToken is { } token ? Paging.KeyOf(token) : null;

        // One more than asked for tells whether there is a next page.
        var found = users.List(pool, UserFilter.Parse(request.Filter), after, limit + 1);
        return Task.FromResult(new ListUsersResponse(
            [.. found.Take(limit).Select(user => UserType.Of(user, request.AttributesToGet))],
            found.Count > limit ? Paging.TokenOf(found[limit - 1].Username) : null));
    }
}
