using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace TripLogger.Tests.Fixtures;

/// <summary>Keeps the spans that an application ends.</summary>
internal sealed class CollectedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    /// <summary>The spans of one trace: tests run in parallel, and spans of all of them pass here.</summary>
    public IEnumerable<Activity> OfTrace(ActivityTraceId trace) => _spans.Where(span => span.TraceId == trace);

    public override void OnEnd(Activity data) => _spans.Enqueue(data);
}
