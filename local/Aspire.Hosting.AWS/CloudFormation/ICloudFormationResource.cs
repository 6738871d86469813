using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.CloudFormation;

/// <summary>A CloudFormation stack.</summary>
public interface ICloudFormationResource : IAWSResource, IResourceWithWaitSupport
{
    /// <summary>The stack's name in AWS.</summary>
    string StackName { get; }

    /// <summary>The stack's tags.</summary>
    IDictionary<string, string> Tags { get; }
}

/// <summary>A CloudFormation stack that is provisioned from a template.</summary>
public interface ICloudFormationTemplateResource : ICloudFormationResource
{
    /// <summary>The template's file.</summary>
    string TemplatePath { get; }
}
