namespace TripLogger.Infra;

/// <summary>A deployment that cannot work; the message is one sentence with the cure.</summary>
/// <param name="message">What is wrong and what to do about it.</param>
public sealed class DeploymentException(string message) : Exception(message);
