using System.Net;

namespace CognitoEmulator.Pages;

/// <summary>What the pages share.</summary>
internal static class Layout
{
    public const string Style =
        """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        * { box-sizing: border-box; }
        body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
        nav a { margin-right: 1rem; }
        nav a[aria-current] { font-weight: 700; text-decoration: none; color: inherit; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
        .code { font: 700 1.25rem/1.2 ui-monospace, monospace; letter-spacing: .1em; user-select: all; }
        form { display: inline; }
        button, input, select, textarea { font: inherit; padding: .25rem .6rem; }
        textarea { width: 100%; min-height: 6rem; font-family: ui-monospace, monospace; }
        pre { overflow: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
        .refusal { border-left: .25rem solid #c00; padding-left: .75rem; }
        .scroll { overflow-x: auto; }
        """;

    /// <summary>The inbox follows what arrives; a token's claims are decoded without leaving the browser.</summary>
    public const string Script =
        """
        const live = document.querySelector('[data-live]');
        if (live) {
          const newest = () => fetch('/inbox.json?limit=1&to=' + encodeURIComponent(live.dataset.to)).then(r => r.json()).then(p => p.items[0]?.id ?? '');
          setInterval(async () => {
            if (document.hidden) return;
            try {
              if (await newest() === live.dataset.live) return;
              const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
              const next = page.querySelector('[data-live]');
              live.dataset.live = next.dataset.live;
              live.replaceChildren(...next.childNodes);
            } catch { /* The emulator restarts: the next round finds it again. */ }
          }, 1000);
        }
        const token = document.querySelector('#token');
        token?.addEventListener('input', () => {
          const show = part => JSON.stringify(JSON.parse(new TextDecoder().decode(Uint8Array.from(
            atob(part.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)))), (key, value) =>
            ['exp', 'iat', 'auth_time'].includes(key) ? `${value} (${new Date(value * 1000).toISOString()})` : value, 2);
          const output = document.querySelector('#claims');
          try {
            const [header, payload] = token.value.trim().split('.');
            output.textContent = token.value.trim() ? show(header) + '\n' + show(payload) : '';
          } catch { output.textContent = 'This is no access or id token.'; }
        });
        document.querySelectorAll('form[data-confirm]').forEach(form => form.addEventListener('submit', event => {
          if (!confirm(form.dataset.confirm)) event.preventDefault();
        }));
        """;

    /// <param name="content">HTML; what comes from outside is encoded by <see cref="Encode"/>.</param>
    public static string Page(string title, string path, string content) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} – Cognito emulator</title>
        <style>{Style}</style>
        </head>
        <body>
        <nav aria-label="Pages">{Link("/inbox", "Inbox", path)}{Link("/users", "Users", path)}</nav>
        <main>
        <h1>{title}</h1>
        {content}
        </main>
        <script>{Script}</script>
        </body>
        </html>
        """;

    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    private static string Link(string target, string text, string path) =>
        $"""<a href="{target}"{(target == path ? " aria-current=\"page\"" : "")}>{text}</a>""";
}
