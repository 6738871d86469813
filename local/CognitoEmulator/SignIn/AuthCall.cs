using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.SignIn;

/// <summary>One call of a sign-in, by a client's users or by an administrator.</summary>
internal sealed record AuthCall(
    UserPool Pool, UserPoolClient Client, Dictionary<string, string> Parameters, Dictionary<string, string>? ClientMetadata, OperationContext Context)
{
    /// <exception cref="CognitoException">InvalidParameterException: missing.</exception>
    public string Required(string parameter) =>
        Parameters.GetValueOrDefault(parameter) is { Length: > 0 } value
            ? value
            : throw CognitoException.InvalidParameter($"Missing required parameter {parameter}");

    /// <summary>The user name, once the client has proved that it may ask for it.</summary>
    public string Username()
    {
        var username = Required("USERNAME");
        new Constraints().Username(username).Verify();
        Client.VerifySecretHash(username, Parameters.GetValueOrDefault("SECRET_HASH"));
        return username;
    }
}
