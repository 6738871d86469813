using System.Collections.Immutable;
using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Storage;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminCreateUserRequest
{
    public string? UserPoolId { get; init; }

    public string? Username { get; init; }

    public List<AttributeType>? UserAttributes { get; init; }

    public List<AttributeType>? ValidationData { get; init; }

    public string? TemporaryPassword { get; init; }

    public string? MessageAction { get; init; }

    public List<string>? DesiredDeliveryMediums { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed record AdminCreateUserResponse(UserType User);

/// <summary>Creates a user with a temporary password, and sends it. PostConfirmation is not for such users.</summary>
internal sealed class AdminCreateUser(UserPoolStore pools, UserStore users, Database database, Passwords passwords, PreSignUp preSignUp, CodeSender sender, TimeProvider clock)
    : IOperation<AdminCreateUserRequest, AdminCreateUserResponse>
{
    public async Task<AdminCreateUserResponse> HandleAsync(AdminCreateUserRequest request, OperationContext context)
    {
        var constraints = new Constraints().UserPoolId(request.UserPoolId).Username(request.Username).OneOf("messageAction", request.MessageAction, "RESEND", "SUPPRESS");
        (request.TemporaryPassword is null ? constraints : constraints.Password("temporaryPassword", request.TemporaryPassword)).Verify();
        var pool = pools.Get(request.UserPoolId!);
        var password = request.TemporaryPassword ?? Passwords.Temporary(pool.PasswordPolicy);
        pool.PasswordPolicy.Verify(password);

        var user = request.MessageAction == "RESEND"
            ? await RenewAsync(pool, request.Username!, password, context.Cancellation)
            : await CreateAsync(pool, request, password, context.Cancellation);
        if (request.MessageAction != "SUPPRESS" && user.Email is { } address && request.DesiredDeliveryMediums?.Contains("EMAIL") is not false)
        {
            await sender.SendAsync(pool, clientId: null, user, CustomMessage.AdminCreateUser, password, address, request.ClientMetadata, context.Cancellation);
        }

        return new AdminCreateUserResponse(UserType.Of(user));
    }

    private async Task<User> CreateAsync(UserPool pool, AdminCreateUserRequest request, string password, CancellationToken cancellation)
    {
        var attributes = AttributeRules.Verify(pool, client: null, request.UserAttributes);
        var sub = Guid.NewGuid().ToString();
        var username = AttributeRules.NameFor(pool, request.Username!, sub, attributes);
        AttributeRules.VerifyComplete(pool, attributes);
        var now = clock.GetUtcNow();
        var user = await preSignUp.RunAsync(
            pool,
            clientId: null,
            new User
            {
                PoolId = pool.Id,
                Username = username,
                Sub = sub,
                Status = UserStatus.ForceChangePassword,
                Attributes = attributes.ToImmutableSortedDictionary(StringComparer.Ordinal),
                Password = SrpProtocol.CreateVerifier(pool.Id, username, password),
                PasswordSetAt = now,
                CreatedAt = now,
                ModifiedAt = now,
            },
            PreSignUp.AdminCreateUser,
            AttributeType.ToMap(request.ValidationData),
            request.ClientMetadata,
            cancellation);
        await database.WriteAsync(db => UserStore.Insert(db, pool, user), cancellation);
        return user;
    }

    private async Task<User> RenewAsync(UserPool pool, string username, string password, CancellationToken cancellation)
    {
        var user = users.Get(pool, username);
        return user.Status == UserStatus.ForceChangePassword
            ? await passwords.SetAsync(pool, user, password, UserStatus.ForceChangePassword, cancellation)
            : throw new CognitoException("UnsupportedUserStateException", $"Resend not possible. Current status is {user.Status.ApiName()}");
    }
}
