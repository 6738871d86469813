using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Offline.Tests;

internal static partial class LoggingText
{
    [LoggerMessage(LogLevel.Information, "{Text}")]
    public static partial void LogInformationText(this ILogger logger, string text);
}
