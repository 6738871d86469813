namespace TripLogger.Tests.Dashboard.Support;

/// <summary>The browser that is installed here: none is downloaded.</summary>
internal static class ChromiumPath
{
    private static readonly string[] WellKnown =
    [
        // Chromium without windows first: it does the same with less.
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Its path; the test is skipped where there is none, or fails where <c>REQUIRE_BROWSER</c> is 1.</summary>
    public static string Require()
    {
        var chosen = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        var path = string.IsNullOrEmpty(chosen) ? WellKnown.FirstOrDefault(File.Exists) : chosen;
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        const string Reason = "No Chromium, Chrome or Edge was found: install one, or set CHROMIUM_PATH to it.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_BROWSER") == "1", Reason);
        Assert.Fail(Reason);
        return "";
    }
}
