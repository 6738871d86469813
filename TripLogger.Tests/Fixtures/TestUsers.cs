using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures;

/// <summary>One test's users of a pool that other tests use too: nobody else has their subs.</summary>
public sealed class TestUsers(TestIssuer issuer)
{
    /// <summary>How a pool refuses a token that is signed out.</summary>
    public const string SignedOut = "NotAuthorizedException";

    /// <summary>How a pool refuses a token whose user is gone.</summary>
    public const string Gone = "UserNotFoundException";

    private readonly string _suffix = Guid.NewGuid().ToString("N")[..12];
    private readonly ConcurrentBag<string> _tokens = [];
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _signedIn = new();
    private readonly ConcurrentDictionary<string, bool> _deleted = new();

    /// <summary>The pool.</summary>
    public TestIssuer Issuer => issuer;

    /// <summary>How often GetUser was called for one of them.</summary>
    public int UserRequests => _tokens.Sum(issuer.UserRequests);

    /// <summary>The subs of deleted users.</summary>
    public ConcurrentQueue<string> DeletedUsers { get; } = new();

    /// <summary>How a token is refused whose user is gone.</summary>
    public string GoneError { get; set; } = Gone;

    /// <summary>An answer of GetUser in place of the right one, or null.</summary>
    public Func<IResult?> UserFault { get; set; } = () => null;

    /// <summary>Is told when the answer to GetUser has been made, and may hold it.</summary>
    public Func<Task> AfterGetUser { get; set; } = () => Task.CompletedTask;

    /// <summary>The sub of a user whom this test calls by a name.</summary>
    public string Sub(string name) => $"{name}-{_suffix}";

    /// <summary>A sign-in: an access token of a user whom GetUser knows by it.</summary>
    /// <param name="name">What this test calls the user.</param>
    /// <param name="email">The address.</param>
    /// <param name="emailVerified">Whether it was verified.</param>
    /// <param name="later">By how many seconds the token is newer than one of now.</param>
    public string SignIn(string name, string email = "someone@example.com", bool emailVerified = true, int later = 0)
    {
        var claims = Claims(name);
        claims["iat"] = (long)claims["iat"] + later;
        var token = Jwt.Sign(issuer, claims);
        _signedIn[token] = new() { ["sub"] = Sub(name), ["email"] = email, ["email_verified"] = emailVerified ? "true" : "false" };
        _tokens.Add(token);
        issuer.Route(token, this);
        return token;
    }

    /// <summary>The claims of a genuine access token of a user.</summary>
    public Dictionary<string, object> Claims(string name) => issuer.Claims(Sub(name));

    /// <summary>Changes the address of the user who signed in with this token.</summary>
    public void ChangeEmail(string token, string email, bool verified)
    {
        _signedIn[token]["email"] = email;
        _signedIn[token]["email_verified"] = verified ? "true" : "false";
    }

    /// <summary>Signs out: the token stays well signed, but GetUser no longer accepts it.</summary>
    public void SignOut(string token) => _signedIn.TryRemove(token, out _);

    internal string RefusalOf(string token) => _deleted.ContainsKey(token) ? GoneError : SignedOut;

    internal bool TryGet(string token, [NotNullWhen(true)] out object? answer)
    {
        answer = _signedIn.TryGetValue(token, out var attributes)
            ? new { Username = attributes["sub"], UserAttributes = attributes.Select(attribute => new { Name = attribute.Key, attribute.Value }) }
            : null;
        return answer is not null;
    }

    internal bool TryDelete(string token, [NotNullWhen(true)] out object? answer)
    {
        answer = null;
        if (_signedIn.TryRemove(token, out var attributes))
        {
            _deleted[token] = true;
            DeletedUsers.Enqueue(attributes["sub"]);
            answer = new { };
        }

        return answer is not null;
    }
}
