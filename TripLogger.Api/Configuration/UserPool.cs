using Microsoft.Extensions.Options;

namespace TripLogger.Api.Configuration;

/// <summary>The one user pool whose tokens count.</summary>
public sealed class UserPool(IOptions<AwsResources> resources, IOptions<CloudOptions> cloud)
{
    /// <summary>Where the pool's API is.</summary>
    public Uri Endpoint { get; } = cloud.Value.UserPoolEndpoint ?? new Uri($"https://cognito-idp.{resources.Value.Region}.amazonaws.com/");

    /// <summary>The issuer of its tokens.</summary>
    /// <remarks>See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">verifying JSON web tokens</see>.</remarks>
    public string Authority => $"{Endpoint.AbsoluteUri.TrimEnd('/')}/{resources.Value.UserPoolId}";

    /// <summary>Where its public keys are.</summary>
    public Uri KeysAddress => new($"{Authority}/.well-known/jwks.json");

    /// <summary>The client whose tokens count.</summary>
    public string ClientId => resources.Value.UserPoolClientId!;

    /// <summary>Whether the pool is the local one: the only one reached without TLS.</summary>
    public bool IsLocal => cloud.Value.IsLocal;
}
