namespace Aspire.Hosting.AWS.DynamoDB;

/// <summary>How DynamoDB Local runs; see <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">its usage notes</see>.</summary>
public class DynamoDBLocalOptions
{
    /// <summary>The image's registry.</summary>
    public string Registry { get; set; } = "public.ecr.aws";

    /// <summary>The image.</summary>
    public string Image { get; set; } = "aws-dynamodb-local/aws-dynamodb-local";

    /// <summary>The image's tag.</summary>
    public string Tag { get; set; } = "latest";

    /// <summary>Whether all credentials and regions see the same tables.</summary>
    public bool SharedDb { get; set; }

    /// <summary>Whether the tables are gone with the container. Not together with <see cref="LocalStorageDirectory"/>.</summary>
    public bool InMemory { get; set; }

    /// <summary>Where this machine keeps the tables.</summary>
    public string? LocalStorageDirectory { get; set; }

    /// <summary>Whether it sends no telemetry.</summary>
    public bool DisableDynamoDBLocalTelemetry { get; set; }

    /// <summary>Whether tables take some time to be created, as they do in AWS.</summary>
    public bool DelayTransientStatuses { get; set; }

    /// <summary>The port that clients use; any free one by default.</summary>
    public int? Port { get; set; }
}
