using System.Collections.Immutable;
using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Storage;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record SignUpRequest
{
    public string? ClientId { get; init; }

    public string? SecretHash { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public List<AttributeType>? UserAttributes { get; init; }

    public List<AttributeType>? ValidationData { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed record SignUpResponse(bool UserConfirmed, CodeDeliveryDetails? CodeDeliveryDetails, string UserSub);

internal sealed class SignUp(UserPoolStore pools, Database database, Codes codes, CodeSender sender, PreSignUp preSignUp, PostConfirmation postConfirmation, TimeProvider clock)
    : IOperation<SignUpRequest, SignUpResponse>
{
    public async Task<SignUpResponse> HandleAsync(SignUpRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username).Password("password", request.Password).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        if (pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly is true)
        {
            throw CognitoException.NotAuthorized("SignUp is not permitted for this user pool");
        }

        var attributes = AttributeRules.Verify(pool, client, request.UserAttributes);
        var sub = Guid.NewGuid().ToString();
        var username = AttributeRules.NameFor(pool, request.Username!, sub, attributes);
        AttributeRules.VerifyComplete(pool, attributes);
        pool.PasswordPolicy.Verify(request.Password!);

        var user = await preSignUp.RunAsync(
            pool, client.ClientId, NewUser(pool, username, sub, request.Password!, attributes), PreSignUp.SignUp,
            AttributeType.ToMap(request.ValidationData), request.ClientMetadata, context.Cancellation);
        var address = user.Status == UserStatus.Unconfirmed && pool.Verifies("email") ? user.Email : null;
        var code = await database.WriteAsync(
            db =>
            {
                UserStore.Insert(db, pool, user);
                if (address is null)
                {
                    return null;
                }

                var drawn = Codes.Draw();
                codes.Issue(db, Users.Account.Of(user), Codes.SignUp, newValue: null, drawn);
                return drawn;
            },
            context.Cancellation);

        if (user.Status == UserStatus.Confirmed)
        {
            await postConfirmation.RunAsync(pool, client.ClientId, user, PostConfirmation.ConfirmSignUp, request.ClientMetadata, context.Cancellation);
        }

        var delivery = code is null
            ? null
            : await sender.SendAsync(pool, client.ClientId, user, CustomMessage.SignUp, code, address!, request.ClientMetadata, context.Cancellation);
        return new SignUpResponse(user.Status == UserStatus.Confirmed, delivery, user.Sub);
    }

    private User NewUser(UserPool pool, string username, string sub, string password, Dictionary<string, string> attributes)
    {
        var now = clock.GetUtcNow();
        var user = new User
        {
            PoolId = pool.Id,
            Username = username,
            Sub = sub,
            Status = UserStatus.Unconfirmed,
            Attributes = attributes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Password = SrpProtocol.CreateVerifier(pool.Id, username, password),
            PasswordSetAt = now,
            CreatedAt = now,
            ModifiedAt = now,
        };
        return user.Email is null ? user : user.With("email_verified", "false");
    }
}
