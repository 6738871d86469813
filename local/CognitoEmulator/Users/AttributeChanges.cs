using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>
/// Changes attributes. A new e-mail address has to be verified: by a code, and where the pool says so the old one stays until then.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html">Verifying updates</see>.
/// </summary>
internal sealed class AttributeChanges(Database database, UserStore users, Codes codes, CodeSender sender, TimeProvider clock)
{
    private const string Email = "email";

    /// <param name="clientId">Null for an administrator, who may also declare an address verified.</param>
    /// <returns>Where codes went.</returns>
    /// <exception cref="CognitoException">AliasExistsException: the address is another user's.</exception>
    public async Task<List<CodeDeliveryDetails>> ApplyAsync(
        UserPool pool, string? clientId, User user, Dictionary<string, string> changes, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        AttributeRules.VerifyMutable(pool, user, changes);
        var declaredVerified = changes.GetValueOrDefault("email_verified") == "true";
        var newEmail = changes.GetValueOrDefault(Email) is { Length: > 0 } given && given != user.Email ? given : null;
        if (newEmail is not null && pool.SignsUpWith(Email) && users.Find(pool, newEmail) is { } owner && owner.Username != user.Username)
        {
            throw new CognitoException("AliasExistsException", "An account with the given email already exists.");
        }

        var waits = newEmail is not null && !declaredVerified && pool.KeepsOldValueUntilVerified(Email);
        if (waits)
        {
            changes.Remove(Email);
        }
        else if (newEmail is not null && !declaredVerified)
        {
            changes["email_verified"] = "false";
        }

        var sendsCode = newEmail is not null && !declaredVerified && pool.Verifies(Email);
        var code = await database.WriteAsync(
            db =>
            {
                _ = UserStore.Update(
                    db,
                    pool,
                    user,
                    current =>
                    {
                        var attributes = current.Attributes.Merge(changes);
                        AttributeRules.VerifyComplete(pool, attributes);
                        return current with { Attributes = attributes };
                    },
                    clock.GetUtcNow()) ?? throw CognitoException.UserNotFound();
                if (!sendsCode)
                {
                    return null;
                }

                var drawn = Codes.Draw();
                codes.Issue(db, Account.Of(user), Email, waits ? newEmail : null, drawn);
                return drawn;
            },
            cancellation);
        return code is null
            ? []
            : [await sender.SendAsync(pool, clientId, user, CustomMessage.UpdateUserAttribute, code, newEmail!, clientMetadata, cancellation)];
    }

    /// <summary>Removes attributes; those that the pool requires stay.</summary>
    public async Task DeleteAsync(UserPool pool, UserPoolClient? client, User user, List<string>? names, CancellationToken cancellation)
    {
        new Constraints().Required("userAttributeNames", names).Verify();
        // An empty value is how an attribute is deleted: the same rules apply.
        var changes = AttributeRules.Verify(pool, client, [.. names!.Select(name => new AttributeType(name, ""))], deleting: true);
        AttributeRules.VerifyMutable(pool, user, changes);
        await users.UpdateAsync(
            pool,
            user,
            current =>
            {
                var attributes = current.Attributes.Merge(changes).RemoveRange(names!.Select(name => name + "_verified"));
                AttributeRules.VerifyComplete(pool, attributes);
                return current with { Attributes = attributes };
            },
            cancellation);
    }
}
