using CognitoEmulator.Operations;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Pages;

/// <summary>The users of a pool, and what an administrator does with them: by the same operations as the API.</summary>
internal sealed class UsersPage(
    UserPoolStore pools, UserStore users, AdminConfirmSignUp confirm, AdminDisableUser disable, AdminEnableUser enable, AdminResetUserPassword reset, AdminDeleteUser delete)
{
    private const int Shown = 100;

    /// <param name="find">What a user name, sub or e-mail address begins with.</param>
    /// <param name="refusal">Why the last action was not done.</param>
    public string Render(string? poolId, string? find, string? refusal = null)
    {
        var pool = pools.Find(poolId ?? "") ?? pools.Pools.FirstOrDefault();
        if (pool is null)
        {
            return Layout.Page("Users", "/users", "<p>There is no user pool yet.</p>");
        }

        find = string.IsNullOrWhiteSpace(find) ? null : find.Trim();
        var found = find is null
            ? users.List(pool, filter: null, after: null, Shown)
            : [.. users.List(pool, new UserFilter("email", IsPrefix: true, find), null, Shown).Concat(users.List(pool, new UserFilter("username", IsPrefix: true, find), null, Shown)).DistinctBy(user => user.Username)];
        var options = string.Concat(pools.Pools.Select(other =>
            $"""<option value="{other.Id}"{(other.Id == pool.Id ? " selected" : "")}>{Layout.Encode(other.Name)} ({other.Id})</option>"""));
        return Layout.Page("Users", "/users",
            $"""
            {(refusal is null ? "" : $"""<p class="refusal" role="alert">{Layout.Encode(refusal)}</p>""")}
            <form role="search">
            <label>Pool <select name="pool">{options}</select></label>
            <label>E-mail or user name begins with <input name="find" type="search" value="{Layout.Encode(find)}" autocomplete="off"></label>
            <button>Show</button>
            </form>
            <p>{Counted(users.Count(pool.Id))}{(found.Count == Shown ? $", {Shown} of them here" : "")}</p>
            <div class="scroll"><table>
            <thead><tr><th scope="col">User</th><th scope="col">Status</th><th scope="col">Created</th><th scope="col">Actions</th></tr></thead>
            <tbody>{string.Concat(found.Select(user => Row(pool, user)))}</tbody>
            </table></div>
            <p>Disabling a user ends sign-ins and refresh tokens, and the pool no longer answers their access tokens. Whoever only checks a token's signature takes it
            until it expires. Neither disabling nor deleting changes what an application keeps under the user's sub.</p>
            <h2>Claims of a token</h2>
            <label>Paste an access or id token; it stays in this browser.<textarea id="token" autocomplete="off" spellcheck="false"></textarea></label>
            <pre id="claims" aria-live="polite"></pre>
            """);
    }

    private static string Counted(long users) => users == 1 ? "1 user" : $"{users} users";

    /// <returns>False: there is no such action.</returns>
    /// <exception cref="CognitoException">The action was refused.</exception>
    public async Task<bool> ActAsync(string action, string poolId, string username, CancellationToken cancellation)
    {
        var target = new AdminUserRequest(poolId, username);
        var context = new OperationContext("", cancellation);
        switch (action)
        {
            case "confirm":
                await confirm.HandleAsync(new AdminConfirmSignUpRequest(poolId, username, null), context);
                return true;
            case "disable":
                await disable.HandleAsync(target, context);
                return true;
            case "enable":
                await enable.HandleAsync(target, context);
                return true;
            case "reset":
                await reset.HandleAsync(new AdminResetUserPasswordRequest(poolId, username, null), context);
                return true;
            case "delete":
                await delete.HandleAsync(target, context);
                return true;
            default:
                return false;
        }
    }

    private static string Row(UserPool pool, User user)
    {
        var name = user.Email ?? user.Username;
        return $"""
            <tr>
            <td>{Layout.Encode(name)}<br><small>{Layout.Encode(user.Username)}</small></td>
            <td>{user.Status.ApiName()}{(user.Enabled ? "" : ", disabled")}{(user.IsVerified("email") ? "" : ", e-mail not verified")}{(user.TotpEnabled ? ", second factor" : "")}</td>
            <td><time datetime="{user.CreatedAt:O}">{user.CreatedAt:yyyy-MM-dd HH:mm} UTC</time></td>
            <td>
            {(user.Status == UserStatus.Unconfirmed ? Button("confirm", "Confirm") : "")}
            {(user.Enabled ? Button("disable", "Disable") : Button("enable", "Enable"))}
            {(user.Status is UserStatus.Confirmed or UserStatus.ResetRequired ? Button("reset", "Reset password") : "")}
            {Button("delete", "Delete", $"Delete {name} from this pool for good? What an application keeps about them stays there.")}
            </td>
            </tr>
            """;

        string Button(string action, string text, string? question = null) =>
            $"""
            <form method="post" action="/users/{action}"{(question is null ? "" : $" data-confirm=\"{Layout.Encode(question)}\"")}>
            <input type="hidden" name="pool" value="{pool.Id}"><input type="hidden" name="username" value="{Layout.Encode(user.Username)}">
            <button aria-label="{text}: {Layout.Encode(name)}">{text}</button>
            </form>
            """;
    }
}
