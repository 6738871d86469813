using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>The configuration section <c>LocalCloud</c>.</summary>
public sealed class LocalCloudOptions
{
    /// <summary>Where the emulators keep their data; default <c>.triplogger</c> in the repository's root.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>How DynamoDB Local runs.</summary>
    public DynamoDbMode DynamoDb { get; set; }

    /// <summary>What the emulators keep, one folder each.</summary>
    internal IReadOnlyList<string> DataFolders => [DynamoDbData, CognitoData];

    internal string DynamoDbData => Path.Combine(DataDirectory, "dynamodb");

    internal string CognitoData => Path.Combine(DataDirectory, "cognito");

    internal static LocalCloudOptions From(IDistributedApplicationBuilder builder)
    {
        var options = new LocalCloudOptions();
        try
        {
            builder.Configuration.GetSection("LocalCloud").Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new LocalCloudException(
                $"The configuration section LocalCloud is not valid: {exception.InnerException?.Message ?? exception.Message} LocalCloud:DynamoDb is auto, embedded or container.", exception);
        }

        options.DataDirectory = Path.GetFullPath(
            options.DataDirectory is "" ? ".triplogger" : options.DataDirectory,
            Path.GetFullPath("..", builder.AppHostDirectory));
        return options;
    }
}

/// <summary>How DynamoDB Local runs.</summary>
public enum DynamoDbMode
{
    /// <summary>Embedded where Java is found, else in a container where an engine answers.</summary>
    Auto,

    /// <summary>As a Java process.</summary>
    Embedded,

    /// <summary>In a container, from AWS's image.</summary>
    Container,
}
