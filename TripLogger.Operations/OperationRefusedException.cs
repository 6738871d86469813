namespace TripLogger.Operations;

/// <summary>A command that would do harm, or nothing; the message tells the operator why and what to do. Exit code 1.</summary>
/// <param name="message">One sentence or two.</param>
/// <param name="inner">What stands behind it, if anything.</param>
public sealed class OperationRefusedException(string message, Exception? inner = null) : Exception(message, inner);
