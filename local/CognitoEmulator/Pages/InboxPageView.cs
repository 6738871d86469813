using CognitoEmulator.Messages;

namespace CognitoEmulator.Pages;

/// <summary>The mails that were not sent, newest first.</summary>
internal static class InboxPageView
{
    private const int Shown = 100;

    public static string Render(Inbox inbox, string? to)
    {
        to = string.IsNullOrWhiteSpace(to) ? null : to.Trim();
        var messages = inbox.List(to, Shown);
        var rows = string.Concat(messages.Select(message =>
            $"""
            <tr>
            <td><time datetime="{message.SentAt:O}">{message.SentAt:yyyy-MM-dd HH:mm:ss} UTC</time></td>
            <td>{Layout.Encode(message.To)}</td>
            <td class="code">{Layout.Encode(message.Code)}</td>
            <td><strong>{Layout.Encode(message.Subject)}</strong><br>{Layout.Encode(message.Text)}</td>
            </tr>
            """));
        return Layout.Page("Inbox", "/inbox",
            $"""
            <form role="search">
            <label>To <input name="to" type="search" value="{Layout.Encode(to)}" placeholder="any address" autocomplete="off"></label>
            <button>Show</button>
            </form>
            <div aria-live="polite" class="scroll" data-live="{(messages.Count > 0 ? messages[0].Id : "")}" data-to="{Layout.Encode(to)}">
            {(messages.Count == 0
                ? "<p>No message yet. Sign up somewhere, and its code appears here.</p>"
                : $"""<table><thead><tr><th scope="col">Sent</th><th scope="col">To</th><th scope="col">Code</th><th scope="col">Message</th></tr></thead><tbody>{rows}</tbody></table>""")}
            </div>
            """);
    }
}
