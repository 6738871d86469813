using System.Data.Common;
using CognitoEmulator.Storage;
using Dapper;

namespace CognitoEmulator.Messages;

/// <summary>A message that Cognito would have sent.</summary>
internal sealed record Message(string Id, string To, string Subject, string Code, string Text, DateTimeOffset SentAt);

/// <summary>All messages, kept instead of sent.</summary>
internal sealed class Inbox(Database database)
{
    public Task PutAsync(Message message, CancellationToken cancellation) => database.WriteAsync(db => Put(db, message), cancellation);

    public static void Put(DbConnection db, Message message) => db.Execute(
        "INSERT INTO messages (id, recipient, subject, code, text, sent_at) VALUES (@Id, @To, @Subject, @Code, @Text, @sentAt)",
        new { message.Id, To = message.To.ToLowerInvariant(), message.Subject, message.Code, message.Text, sentAt = message.SentAt.ToUnixTimeMilliseconds() });

    /// <param name="to">Recipient, in any case; null for all.</param>
    /// <returns>The newest first.</returns>
    public IReadOnlyList<Message> List(string? to, int limit) => database.Read(db => db.Query<(string Id, string To, string Subject, string Code, string Text, long SentAt)>(
        $"SELECT id, recipient, subject, code, text, sent_at FROM messages {(to is null ? "" : "WHERE recipient = @to")} ORDER BY number DESC LIMIT @limit",
        new { to = to?.ToLowerInvariant(), limit })
        .Select(row => new Message(row.Id, row.To, row.Subject, row.Code, row.Text, DateTimeOffset.FromUnixTimeMilliseconds(row.SentAt)))
        .ToList());
}
