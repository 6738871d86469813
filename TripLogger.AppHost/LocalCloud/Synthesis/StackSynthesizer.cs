using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.AppHost.Reporting;
using TripLogger.Infra;

namespace TripLogger.AppHost.LocalCloud.Synthesis;

/// <summary>
/// Synthesizes the CDK stack. That takes Node and some seconds, so the template is kept until the code that
/// defines the stack, or a setting, changes.
/// </summary>
/// <param name="cacheDirectory">Holds a template for each definition.</param>
public sealed class StackSynthesizer(string cacheDirectory)
{
    /// <summary>Synthesizes the stack, or takes its template from the cache.</summary>
    /// <exception cref="LocalCloudException">Node is missing, or the stack's code failed.</exception>
    public async Task<CloudFormationTemplate> SynthesizeAsync(DeploymentSettings settings, ILogger logger, CancellationToken cancellationToken)
    {
        var cached = Path.Combine(cacheDirectory, $"{settings.Prefix}-{Fingerprint(settings)}.template.json");
        if (!File.Exists(cached))
        {
            logger.LogInformation(Progress.Step, "Synthesizing {Stack} by the CDK; the template is kept until its code changes.", settings.Prefix);
            await SynthesizeAsync(settings, cached, cancellationToken);
        }

        return CloudFormationTemplate.Parse(await File.ReadAllTextAsync(cached, cancellationToken));
    }

    private async Task SynthesizeAsync(DeploymentSettings settings, string cached, CancellationToken cancellationToken)
    {
        await Toolchain.RequireNodeForCdkAsync(cancellationToken);

        Directory.CreateDirectory(cacheDirectory);
        var cloudAssembly = Path.Combine(cacheDirectory, Guid.NewGuid().ToString("N"));
        try
        {
            var template = await Task.Run(() => LocalSynthesis.Synthesize(settings, cloudAssembly), cancellationToken);
            File.Move(template, cached, overwrite: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new LocalCloudException($"The CDK could not synthesize {settings.Prefix}: {exception.Message} Correct TripLogger.Infra and start again.", exception);
        }
        finally
        {
            if (Directory.Exists(cloudAssembly))
            {
                Directory.Delete(cloudAssembly, recursive: true);
            }
        }
    }

    /// <summary>Changes with every build that changes the stack's code, with the CDK's version, and with the settings.</summary>
    private static string Fingerprint(DeploymentSettings settings)
    {
        var definition = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Stack = typeof(TripLoggerStack).Module.ModuleVersionId,
            Cdk = typeof(Amazon.CDK.Stack).Module.ModuleVersionId,
            Settings = settings,
        });
        return Convert.ToHexStringLower(SHA256.HashData(definition))[..16];
    }
}
