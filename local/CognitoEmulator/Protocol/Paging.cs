using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Protocol;

/// <summary>Pages of a list; a token is the key of the last item told.</summary>
internal static class Paging
{
    /// <exception cref="CognitoException">InvalidParameterException: not a token of this list.</exception>
    public static (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> items, Func<T, string> key, string? token, int limit)
    {
        var start = 0;
        if (token is not null)
        {
            var last = KeyOf(token);
            start = items.TakeWhile(item => key(item) != last).Count() + 1;
            if (start > items.Count)
            {
                throw InvalidToken();
            }
        }

        var page = items.Skip(start).Take(limit).ToList();
        return (page, start + page.Count < items.Count ? TokenOf(key(page[^1])) : null);
    }

    /// <summary>How many are told at once: 60, unless fewer are asked for.</summary>
    public static int Limit(int? asked) => asked is null or 0 ? 60 : asked.Value;

    public static string TokenOf(string key) => Base64UrlEncoder.Encode(key);

    public static string KeyOf(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(token));
        }
        catch (FormatException)
        {
            throw InvalidToken();
        }
    }

    private static CognitoException InvalidToken() => CognitoException.InvalidParameter("Invalid pagination token.");
}
