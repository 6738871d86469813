using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS;

/// <summary>Something in AWS.</summary>
public interface IAWSResource : IResource
{
    /// <summary>The profile and region it is in; those of the environment by default.</summary>
    IAWSSDKConfig? AWSSDKConfig { get; set; }

    /// <summary>Ends when it has been provisioned, with the reason when that failed.</summary>
    TaskCompletionSource? ProvisioningTaskCompletionSource { get; set; }
}
