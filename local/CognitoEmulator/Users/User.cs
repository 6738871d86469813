using System.Collections.Immutable;
using CognitoEmulator.Srp;

namespace CognitoEmulator.Users;

/// <summary>A user of one pool.</summary>
internal sealed record User
{
    public required string PoolId { get; init; }

    public required string Username { get; init; }

    public required string Sub { get; init; }

    public required UserStatus Status { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>All attributes but <c>sub</c>, by name.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public SrpVerifier? Password { get; init; }

    public DateTimeOffset PasswordSetAt { get; init; }

    /// <summary>Base32, once an authenticator app is associated.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>Base32 secret of an app that is not verified yet; the one in use stays until then.</summary>
    public string? TotpPending { get; init; }

    public bool TotpEnabled { get; init; }

    /// <summary>The time step of the last code that was accepted: a code works once.</summary>
    public long TotpLastStep { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ModifiedAt { get; init; }

    public string? Email => Attributes.GetValueOrDefault("email");

    public bool IsVerified(string attribute) => Attributes.GetValueOrDefault(attribute + "_verified") == "true";

    /// <summary>A copy with one attribute set.</summary>
    public User With(string attribute, string value) => this with { Attributes = Attributes.SetItem(attribute, value) };
}

/// <summary>See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html">user account statuses</see>.</summary>
internal enum UserStatus
{
    Unconfirmed,
    Confirmed,
    ForceChangePassword,
    ResetRequired,
}

internal static class UserStatusNames
{
    /// <summary>The API's spelling, such as <c>FORCE_CHANGE_PASSWORD</c>.</summary>
    public static string ApiName(this UserStatus status) => status switch
    {
        UserStatus.Unconfirmed => "UNCONFIRMED",
        UserStatus.Confirmed => "CONFIRMED",
        UserStatus.ForceChangePassword => "FORCE_CHANGE_PASSWORD",
        UserStatus.ResetRequired => "RESET_REQUIRED",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static UserStatus Parse(string name) => Enum.GetValues<UserStatus>().Single(status => status.ApiName() == name);
}
