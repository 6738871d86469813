namespace TripLogger.Tests.Fixtures;

/// <summary>Tests that need the whole machine, one after the other: beside others they would only make both time out.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
