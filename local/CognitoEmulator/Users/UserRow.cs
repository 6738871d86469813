using System.Collections.Immutable;
using System.Text.Json;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;

namespace CognitoEmulator.Users;

/// <summary>A user as the table holds it.</summary>
internal sealed class UserRow
{
    public const string Columns =
        """
        pool_id AS PoolId, username AS Username, sub AS Sub, status AS Status, enabled AS Enabled, attributes AS Attributes,
        salt AS Salt, verifier AS Verifier, password_set_at AS PasswordSetAt,
        totp_secret AS TotpSecret, totp_pending AS TotpPending, totp_enabled AS TotpEnabled, totp_last_step AS TotpLastStep,
        created_at AS CreatedAt, modified_at AS ModifiedAt
        """;

    public string PoolId { get; set; } = "";

    public string Username { get; set; } = "";

    public string Sub { get; set; } = "";

    public string Status { get; set; } = "";

    public bool Enabled { get; set; }

    public string Attributes { get; set; } = "";

    public byte[]? Salt { get; set; }

    public byte[]? Verifier { get; set; }

    public long PasswordSetAt { get; set; }

    public string? TotpSecret { get; set; }

    public string? TotpPending { get; set; }

    public bool TotpEnabled { get; set; }

    public long TotpLastStep { get; set; }

    public long CreatedAt { get; set; }

    public long ModifiedAt { get; set; }

    public static UserRow From(User user) => new()
    {
        PoolId = user.PoolId,
        Username = user.Username,
        Sub = user.Sub,
        Status = user.Status.ApiName(),
        Enabled = user.Enabled,
        Attributes = JsonSerializer.Serialize(user.Attributes.ToDictionary(), EmulatorJson.Default.DictionaryStringString),
        Salt = user.Password?.Salt,
        Verifier = user.Password?.Value,
        PasswordSetAt = user.PasswordSetAt.ToUnixTimeMilliseconds(),
        TotpSecret = user.TotpSecret,
        TotpPending = user.TotpPending,
        TotpEnabled = user.TotpEnabled,
        TotpLastStep = user.TotpLastStep,
        CreatedAt = user.CreatedAt.ToUnixTimeMilliseconds(),
        ModifiedAt = user.ModifiedAt.ToUnixTimeMilliseconds(),
    };

    public User ToUser() => new()
    {
        PoolId = PoolId,
        Username = Username,
        Sub = Sub,
        Status = UserStatusNames.Parse(Status),
        Enabled = Enabled,
        Attributes = JsonSerializer.Deserialize(Attributes, EmulatorJson.Default.DictionaryStringString)!.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Password = Salt is not null && Verifier is not null ? new SrpVerifier(Salt, Verifier) : null,
        PasswordSetAt = DateTimeOffset.FromUnixTimeMilliseconds(PasswordSetAt),
        TotpSecret = TotpSecret,
        TotpPending = TotpPending,
        TotpEnabled = TotpEnabled,
        TotpLastStep = TotpLastStep,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        ModifiedAt = DateTimeOffset.FromUnixTimeMilliseconds(ModifiedAt),
    };
}
