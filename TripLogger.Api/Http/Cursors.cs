using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TripLogger.Api.Http;

/// <summary>
/// Cursors of one list of one caller: base64url of a version, a short hash of list and caller, and the last sort key. They
/// are no secret: the list is bound to its owner by the partition key, which never comes from a cursor; the hash only tells
/// cursors of other lists, so that they are refused instead of answering a wrong page.
/// </summary>
/// <param name="list">The list's name.</param>
/// <param name="userId">The caller, empty for a public list.</param>
/// <param name="isSortKey">Whether a text can be a sort key of the list.</param>
internal sealed class Cursors(string list, string userId, Func<string, bool> isSortKey)
{
    private const byte Version = 1;
    private const int HashLength = 8;

    public string Write(string lastKey) => Base64Url.EncodeToString([Version, .. Hash(), .. Encoding.ASCII.GetBytes(lastKey)]);

    public bool TryRead(string cursor, out string? lastKey)
    {
        lastKey = null;
        if (!Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= HashLength || bytes[0] != Version || !bytes.AsSpan(1, HashLength).SequenceEqual(Hash()))
        {
            return false;
        }

        lastKey = Encoding.ASCII.GetString(bytes.AsSpan(1 + HashLength));
        return isSortKey(lastKey);
    }

    private ReadOnlySpan<byte> Hash() => SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{userId}")).AsSpan(0, HashLength);
}
