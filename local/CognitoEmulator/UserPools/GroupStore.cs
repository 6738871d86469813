using System.Text.Json;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Users;
using Dapper;

namespace CognitoEmulator.UserPools;

/// <summary>A group of users; its name is in the tokens of its members.</summary>
internal sealed record GroupType
{
    public required string GroupName { get; init; }

    public required string UserPoolId { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    /// <summary>0 comes first; the first group's role is the preferred one.</summary>
    public int? Precedence { get; init; }

    public DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset LastModifiedDate { get; init; }
}

/// <summary>The groups of all pools and who is in them.</summary>
internal sealed class GroupStore(Database database)
{
    /// <summary>A user's groups, by precedence.</summary>
    public IReadOnlyList<string> NamesOf(User user) => [.. GroupsOf(user).Select(group => group.GroupName)];

    public IReadOnlyList<GroupType> GroupsOf(User user) => database.Read(db => Parse(db.Query<string>(
        """
        SELECT document FROM groups JOIN group_members ON group_members.pool_id = groups.pool_id AND group_name = name
        WHERE groups.pool_id = @PoolId AND username = @Username
        """,
        new { user.PoolId, user.Username })));

    /// <summary>The preferred role and all roles of some groups.</summary>
    public (string? Preferred, IReadOnlyList<string> Roles) RolesOf(string poolId, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return (null, []);
        }

        var withRole = List(poolId).Where(group => names.Contains(group.GroupName) && group.RoleArn is not null).ToList();
        return (withRole.FirstOrDefault()?.RoleArn, [.. withRole.Select(group => group.RoleArn!)]);
    }

    /// <summary>All groups of a pool, by precedence.</summary>
    public IReadOnlyList<GroupType> List(string poolId) => database.Read(db => Parse(db.Query<string>("SELECT document FROM groups WHERE pool_id = @poolId", new { poolId })));

    /// <exception cref="CognitoException">ResourceNotFoundException.</exception>
    public GroupType Get(string poolId, string name) =>
        List(poolId).FirstOrDefault(group => group.GroupName == name) ?? throw CognitoException.NotFound("Group not found.");

    /// <param name="isNew">True: the group must not exist yet.</param>
    /// <exception cref="CognitoException">GroupExistsException.</exception>
    public Task SaveAsync(GroupType group, bool isNew, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            var row = new { group.UserPoolId, group.GroupName, document = JsonSerializer.Serialize(group, EmulatorJson.Default.GroupType) };
            var changed = isNew
                ? db.Execute("INSERT INTO groups (pool_id, name, document) VALUES (@UserPoolId, @GroupName, @document) ON CONFLICT DO NOTHING", row)
                : db.Execute("UPDATE groups SET document = @document WHERE pool_id = @UserPoolId AND name = @GroupName", row);
            if (changed == 0)
            {
                throw isNew ? new CognitoException("GroupExistsException", "A group with the name already exists.") : CognitoException.NotFound("Group not found.");
            }
        },
        cancellation);

    public Task DeleteAsync(GroupType group, CancellationToken cancellation) => database.WriteAsync(
        db => { db.Execute("DELETE FROM groups WHERE pool_id = @UserPoolId AND name = @GroupName", group); }, cancellation);

    public Task AddAsync(GroupType group, User user, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            db.Execute(
                "INSERT INTO group_members (pool_id, group_name, username) VALUES (@PoolId, @GroupName, @Username) ON CONFLICT DO NOTHING",
                new { user.PoolId, group.GroupName, user.Username });
        },
        cancellation);

    public Task RemoveAsync(GroupType group, User user, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            db.Execute(
                "DELETE FROM group_members WHERE pool_id = @PoolId AND group_name = @GroupName AND username = @Username",
                new { user.PoolId, group.GroupName, user.Username });
        },
        cancellation);

    private static List<GroupType> Parse(IEnumerable<string> documents) =>
    [
        .. documents.Select(document => JsonSerializer.Deserialize(document, EmulatorJson.Default.GroupType)!)
            .OrderBy(group => group.Precedence ?? int.MaxValue).ThenBy(group => group.GroupName, StringComparer.Ordinal),
    ];
}
