namespace TripLogger.Infra;

/// <summary>A deployment setting that cannot work; the message is one sentence with the cure.</summary>
/// <param name="message">What is wrong and what to write instead.</param>
public sealed class DeploymentSettingsException(string message) : Exception(message);
