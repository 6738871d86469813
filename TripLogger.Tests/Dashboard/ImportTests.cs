using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

public sealed class ImportTests(SharedDashboard dashboard)
{
    private const int Rows = 500;

    [Fact]
    public async Task Five_hundred_trips_are_imported_with_a_progress_that_can_be_stopped_and_nothing_twice()
    {
        // Arrange
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await page.GotoAsync("/trips/import");

        // Act: the file has one row that is wrong.
        await page.GetByLabel("Choose a file").SetInputFilesAsync(new FilePayload { Name = "trips.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv()) });
        await page.ExpectHeadingAsync("Preview of trips.csv");
        await page.ExpectTextAsync($"{Rows} trips can be imported, 1 row has errors.");
        await page.GetByLabel("Only rows with errors").CheckAsync();
        await page.ExpectTextAsync("The last day is before the first.");
        await page.Button($"Import {Rows} trips").ClickAsync();
        await page.Button("Cancel import").ClickAsync();
        await page.ExpectTextAsync("Going on creates nothing twice.");
        await page.Button("Go on").ClickAsync();

        // Assert
        await Expect(page.GetByText($"{Rows} trips are in your log.")).ToBeVisibleAsync(new() { Timeout = 300_000 });
        await page.Link("See your trips").ClickAsync();
        await Expect(page.Trip("Imported 0500")).ToBeVisibleAsync();
        await page.ExpectTextAsync($"of {Rows} trips shown.");
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
