using Amazon.CDK;
using Aspire.Hosting.AWS.CloudFormation;
using Constructs;

namespace Aspire.Hosting.AWS.CDK;

/// <summary>Creates a construct.</summary>
/// <typeparam name="T">The construct's type.</typeparam>
/// <param name="scope">What it belongs to.</param>
public delegate T ConstructBuilderDelegate<out T>(Construct scope)
    where T : IConstruct;

/// <summary>Tells the value of an output.</summary>
/// <typeparam name="T">The construct's type.</typeparam>
/// <param name="construct">The construct.</param>
public delegate string ConstructOutputDelegate<in T>(T construct)
    where T : IConstruct;

/// <summary>A resource that stands for a construct of the CDK.</summary>
public interface IResourceWithConstruct : ApplicationModel.IResource
{
    /// <summary>The construct.</summary>
    IConstruct Construct { get; }
}

/// <summary>A resource that stands for a construct of a known type.</summary>
/// <typeparam name="T">The construct's type.</typeparam>
public interface IResourceWithConstruct<out T> : IResourceWithConstruct
    where T : IConstruct
{
    /// <summary>The construct.</summary>
    new T Construct { get; }
}

/// <summary>A stack of the CDK.</summary>
public interface IStackResource : ICloudFormationTemplateResource, IResourceWithConstruct
{
    /// <summary>The stack.</summary>
    Stack Stack { get; }
}

/// <summary>A stack of the CDK of a known type.</summary>
/// <typeparam name="T">The stack's type.</typeparam>
public interface IStackResource<out T> : IStackResource, IResourceWithConstruct<T>
    where T : Stack
{
    /// <summary>The stack.</summary>
    new T Stack { get; }
}
