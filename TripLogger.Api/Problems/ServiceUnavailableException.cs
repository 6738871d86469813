namespace TripLogger.Api.Problems;

/// <summary>
/// A service behind the API did not do its part, and it did not say that the request was wrong: it may be next time. Answered as 503.
/// </summary>
/// <param name="service">Whose part it was.</param>
/// <param name="cause">What was seen of it: a lost connection, an answer cut off or unreadable, an error of its own, silence.</param>
public sealed class ServiceUnavailableException(string service, Exception cause) : Exception($"{service} did not answer, or not as it should.", cause);
