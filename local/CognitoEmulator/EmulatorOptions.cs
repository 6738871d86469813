using System.ComponentModel.DataAnnotations;

namespace CognitoEmulator;

/// <summary>What the emulator reads from configuration (environment variables, command line, appsettings).</summary>
public sealed class EmulatorOptions
{
    /// <summary>The account id in every ARN: no real account has it.</summary>
    public const string AccountId = "000000000000";

    /// <summary>Folder of the database and the signing key. Default: <c>.triplogger/cognito</c> under the current directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = Path.Combine(".triplogger", "cognito");

    /// <summary>Region in the ids and ARNs, <c>us-east-1</c> by default.</summary>
    [ConfigurationKeyName("AWS_REGION")]
    [RegularExpression("^[a-z]{2}(-[a-z]+)+-[0-9]$", ErrorMessage = "AWS_REGION must look like us-east-1.")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Where the triggers' functions are invoked (the Lambda Invoke API). Without it a pool with triggers fails with a message that names the variable.</summary>
    [ConfigurationKeyName("AWS_ENDPOINT_URL_LAMBDA")]
    public Uri? LambdaEndpoint { get; set; }

    /// <summary>Section <c>LocalCloud</c>.</summary>
    public LocalCloudOptions LocalCloud { get; set; } = new();

    /// <summary>Settings shared with the other parts of the local cloud.</summary>
    public sealed class LocalCloudOptions
    {
        /// <summary>Secret of this run, sent as <c>X-LocalCloud-Invoke-Key</c> with each invoke.</summary>
        public string? LambdaInvokeKey { get; set; }
    }
}
