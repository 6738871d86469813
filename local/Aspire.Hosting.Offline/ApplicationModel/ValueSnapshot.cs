namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes later and may change after that.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class ValueSnapshot<T>
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? _current;

    /// <summary>Whether a value, or an exception, has come.</summary>
    public bool IsValueSet => _set.Task.IsCompleted;

    /// <summary>The latest value, as soon as there is one.</summary>
    public async Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        await _set.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Current.ConfigureAwait(false);
    }

    /// <summary>Sets or replaces the value.</summary>
    public void SetValue(T value) => Set(Task.FromResult(value));

    /// <summary>Sets the exception that whoever asks for the value gets.</summary>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Set(Task.FromException<T>(exception));
    }

    private Task<T> Current
    {
        get
        {
            lock (_lock)
            {
                return _current!;
            }
        }
    }

    private void Set(Task<T> value)
    {
        lock (_lock)
        {
            _current = value;
        }

        _set.TrySetResult();
    }
}
