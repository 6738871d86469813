using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the resources' console logs: what they write and what the application writes about them.</summary>
public class ResourceLoggerService : IDisposable
{
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffffffK";

    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(ResourceNames.Comparer);
    private readonly CancellationTokenSource _disposing = new();

    /// <summary>Writes to the resource's log.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetLogger(resource.GetResolvedName());
    }

    /// <summary>Writes to the log that is kept under the name.</summary>
    public ILogger GetLogger(string resourceName) => new ResourceLogger(Get(resourceName));

    /// <summary>The lines until now, then each as it comes.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.GetResolvedName());
    }

    /// <summary>The lines until now, then each as it comes.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Get(resourceName).WatchAsync(_disposing.Token);

    /// <summary>The lines until now.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.GetResolvedName());
    }

    /// <summary>The lines until now.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => Once(Get(resourceName).Lines);

    /// <summary>No lines will follow: ends those who watch.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Complete(resource.GetResolvedName());
    }

    /// <summary>No lines will follow: ends those who watch.</summary>
    public void Complete(string name) => Get(name).Complete();

    /// <summary>Forgets the lines until now.</summary>
    public void ClearBacklog(string resourceName) => Get(resourceName).Clear();

    /// <inheritdoc />
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds a line that carries its timestamp already.</summary>
    internal void AddLine(string resourceName, string content, bool isError) => Get(resourceName).Add(content, isError);

    private ResourceLog Get(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return _logs.GetOrAdd(resourceName, _ => new ResourceLog());
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Once(IReadOnlyList<LogLine> lines)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return lines;
    }

    private sealed class ResourceLog
    {
        private const int Capacity = 10_000;

        private readonly Lock _lock = new();
        private readonly Queue<LogLine> _lines = new();
        private ImmutableList<Channel<LogLine>> _watchers = [];
        private int _count;

        public IReadOnlyList<LogLine> Lines
        {
            get
            {
                lock (_lock)
                {
                    return [.. _lines];
                }
            }
        }

        public void Add(string content, bool isError)
        {
            lock (_lock)
            {
                var line = new LogLine(++_count, content, isError);
                if (_lines.Count == Capacity)
                {
                    _lines.Dequeue();
                }

                _lines.Enqueue(line);
                foreach (var watcher in _watchers)
                {
                    watcher.Writer.TryWrite(line);
                }
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken disposing, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var channel = Channel.CreateUnbounded<LogLine>();
            IReadOnlyList<LogLine> backlog;
            lock (_lock)
            {
                backlog = [.. _lines];
                _watchers = _watchers.Add(channel);
            }

            try
            {
                if (backlog is not [])
                {
                    yield return backlog;
                }

                using var linked = CancellationTokenSource.CreateLinkedTokenSource(disposing, cancellationToken);
                while (await channel.Reader.WaitToReadAsync(linked.Token).ConfigureAwait(false))
                {
                    var batch = new List<LogLine>();
                    while (channel.Reader.TryRead(out var line))
                    {
                        batch.Add(line);
                    }

                    yield return batch;
                }
            }
            finally
            {
                lock (_lock)
                {
                    _watchers = _watchers.Remove(channel);
                }
            }
        }

        public void Complete()
        {
            lock (_lock)
            {
                _watchers.ForEach(watcher => watcher.Writer.TryComplete());
            }
        }

        public void Clear()
        {
            lock (_lock)
            {
                _lines.Clear();
            }
        }
    }

    private sealed class ResourceLogger(ResourceLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception) + (exception is null ? string.Empty : Environment.NewLine + exception);
            var timestamp = DateTime.UtcNow.ToString(TimestampFormat, CultureInfo.InvariantCulture);
            foreach (var line in message.AsSpan().EnumerateLines())
            {
                log.Add($"{timestamp} {line}", logLevel >= LogLevel.Error);
            }
        }
    }
}

/// <summary>A line of a console log.</summary>
/// <param name="LineNumber">Counts from 1.</param>
/// <param name="Content">The time it was written, UTC, and the text.</param>
/// <param name="IsErrorMessage">Whether it is an error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
