using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application's resources.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by its name, case-insensitively.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        resource = this.FirstOrDefault(candidate => ResourceNames.Comparer.Equals(candidate.Name, name));
        return resource is not null;
    }
}

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public ResourceCollection()
    {
    }

    public ResourceCollection(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            Add(resource);
        }
    }

    protected override void InsertItem(int index, IResource item)
    {
        if (this.FirstOrDefault(other => ResourceNames.Comparer.Equals(other.Name, item.Name)) is { } existing)
        {
            throw new DistributedApplicationException(
                $"Cannot add the {item.GetType().Name} '{item.Name}': a {existing.GetType().Name} has that name already. Resource names are case-insensitive.");
        }

        base.InsertItem(index, item);
    }
}
