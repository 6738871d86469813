using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource's annotations. Safe to enumerate while others add and remove.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    /// <summary>Creates an empty collection.</summary>
    public ResourceAnnotationCollection()
        : base(new CopyOnWriteList())
    {
    }

    // The position was computed from a snapshot that another thread may have changed since.
    /// <inheritdoc />
    protected override void InsertItem(int index, IResourceAnnotation item) => Items.Insert(index, item);

    private sealed class CopyOnWriteList : IList<IResourceAnnotation>
    {
        private ImmutableArray<IResourceAnnotation> _items = [];

        public int Count => _items.Length;

        public bool IsReadOnly => false;

        public IResourceAnnotation this[int index]
        {
            get => _items[index];
            set => Change(items => items.SetItem(index, value));
        }

        public void Add(IResourceAnnotation item) => Change(items => items.Add(item));

        public void Clear() => Change(_ => []);

        public bool Contains(IResourceAnnotation item) => _items.Contains(item);

        public void CopyTo(IResourceAnnotation[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        public int IndexOf(IResourceAnnotation item) => _items.IndexOf(item);

        public void Insert(int index, IResourceAnnotation item) =>
            Change(items => items.Insert(Math.Min(index, items.Length), item));

        public bool Remove(IResourceAnnotation item)
        {
            var removed = false;
            Change(items =>
            {
                removed = items.Contains(item);
                return items.Remove(item);
            });
            return removed;
        }

        public void RemoveAt(int index) =>
            Change(items => index < items.Length ? items.RemoveAt(index) : items);

        public IEnumerator<IResourceAnnotation> GetEnumerator() => ((IEnumerable<IResourceAnnotation>)_items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Change(Func<ImmutableArray<IResourceAnnotation>, ImmutableArray<IResourceAnnotation>> change) =>
            ImmutableInterlocked.Update(ref _items, change);
    }
}

/// <summary>What happens to annotations of the same type when one is added.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>They stay.</summary>
    Append,

    /// <summary>They are removed.</summary>
    Replace,
}
