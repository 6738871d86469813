using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

public sealed class ImportTests(SharedDashboard dashboard)
{
    private const int Rows = 1000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_trips_are_imported_with_a_progress_that_can_be_stopped_and_nothing_twice()
    {
        // Arrange
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await page.GotoAsync("/trips/import");
        // The API does what it was asked first, but its answer is lost.
        await page.RouteAsync("**/api/trips/batch", LoseAsync, new() { Times = 1 });

        // Act: the file has one row that is wrong.
        await ChooseAsync(page, "trips.csv", Encoding.UTF8.GetBytes(Csv()));
        await page.ExpectTextAsync("1,000 trips can be imported, 1 row has errors.");
        await page.GetByLabel("Only rows with errors").CheckAsync();
        await page.ExpectTextAsync("The last day is before the first.");
        await page.Button("Import 1,000 trips").ClickAsync();
        await page.Button("Cancel import").ClickAsync();
        await page.ExpectTextAsync("Going on creates nothing twice.");
        await page.ReloadAsync();
        await page.Button("Go on").ClickAsync();

        // Assert
        await Expect(page.GetByText("1,000 trips are in your log.")).ToBeVisibleAsync(new() { Timeout = 300_000 });
        await page.Link("See your trips").ClickAsync();
        await Expect(page.Trip("Imported 1000")).ToBeVisibleAsync();
        await page.ExpectTextAsync("of 1,000 trips shown.");
    }

    [Fact]
    public async Task A_file_of_an_older_spreadsheet_is_asked_about_shown_and_stored_as_it_says()
    {
        // Arrange
        var traveller = await dashboard.SignUpAsync();
        await using var visitor = await dashboard.OpenAsync(traveller);
        var page = visitor.Page;
        await page.GotoAsync("/trips/import");
        const string File =
            """
            Titel;Ziel;Land;Breite;Länge;Von;Bis;Notizen;Entfernung km;Stimmung
            Fähre – 5 €;Gdingen;Polen;54,5189;18,5305;01/02/2020;03/02/2020;"Kalt;
            sehr";1.234;gut
            '-90s party;Berlin;Deutschland;52,52;13,405;04/05/2021;04/05/2021;;12,5;
            Zu weit;Berlin;Atlantis;52,52;13,405;2019-12-31;2019-12-31;;0x10;
            """;

        // Act
        await ChooseAsync(page, "reisen.csv", Encoding.Latin1.GetBytes(File.Replace('–', '\u0096').Replace('€', '\u0080').ReplaceLineEndings("\r\n")));
        await page.ExpectTextAsync("As WINDOWS-1252, with semicolons between the fields.");
        await page.ExpectTextAsync("Not imported, because it is not known what it means: Stimmung.");
        await page.ExpectTextAsync("0 trips can be imported, 3 rows have errors.");
        await page.GetByLabel("Dates", new() { Exact = true }).SelectOptionAsync("dayFirst");
        await page.ExpectTextAsync("2 trips can be imported, 1 row has errors.");
        await page.ExpectTextAsync("1 Feb 2020");
        await visitor.ExpectAccessibleAsync("The preview of an import");
        await page.ScreenshotAsync(new() { Path = Path.Combine(ViewTests.Screenshots, "import-preview-light.png"), FullPage = true });
        await page.Button("Import 2 trips").ClickAsync();
        await Expect(page.GetByText("2 trips are in your log.")).ToBeVisibleAsync();

        // Assert
        var ferry = Assert.Single(await traveller.FindTripsAsync("Fähre", Cancel));
        Assert.Equal(
            ["Fähre – 5 €", "PL", "54.5189", "2020-02-01", "2020-02-03", "Kalt;\nsehr", "1234", "private"],
            [
                (string?)ferry["title"], (string?)ferry["destination"]!["country"], ferry["destination"]!["latitude"]!.ToJsonString(), (string?)ferry["startDate"],
                (string?)ferry["endDate"], (string?)ferry["notes"], ferry["distanceKm"]!.ToJsonString(), (string?)ferry["visibility"],
            ]);
        Assert.Equal("'-90s party", (string?)Assert.Single(await traveller.FindTripsAsync("party", Cancel))["title"]);
    }

    private static async Task LoseAsync(IRoute route)
    {
        await route.FetchAsync();
        await route.AbortAsync("connectionreset");
    }

    private static async Task ChooseAsync(IPage page, string name, byte[] content)
    {
        await page.GetByLabel("Choose a file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
        await page.ExpectHeadingAsync($"Preview of {name}");
    }

    private static string Csv()
    {
        var csv = new StringBuilder("title,destination,country,latitude,longitude,startDate,endDate,notes,distanceKm,visibility\n");
        for (var row = 1; row <= Rows; row++)
        {
            var day = new DateOnly(2020, 1, 1).AddDays(row);
            csv.Append(CultureInfo.InvariantCulture, $"Imported {row:0000},\"Locarno, Ticino\",CH,46.169,8.7956,{day:yyyy-MM-dd},{day.AddDays(2):yyyy-MM-dd},,{row},private\n");
        }

        return csv.Append("Wrong,Locarno,CH,46.169,8.7956,2026-06-02,2026-06-01,,,\n").ToString();
    }
}
