using TripLogger.Tests.Infra;

namespace TripLogger.Tests.Fixtures;

/// <summary>Tests that publish and pack the API, one after the other: all of them write the same folder.</summary>
[CollectionDefinition]
public sealed class PackagedApi : ICollectionFixture<CdkCli>;
