namespace CognitoEmulator.Messages;

/// <summary>Where a code went, with the address masked.</summary>
internal sealed record CodeDeliveryDetails(string Destination, string DeliveryMedium, string AttributeName)
{
    /// <summary>By e-mail to <paramref name="address"/>, told as <c>j***@e***</c>: in lower case, whatever was typed or is stored.</summary>
    public static CodeDeliveryDetails ByEmail(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return new($"{First(address)}***@{First(address[(at + 1)..])}***", "EMAIL", "email");
    }

    private static string First(string text) => text.Length > 0 ? text[..1].ToLowerInvariant() : "";
}
