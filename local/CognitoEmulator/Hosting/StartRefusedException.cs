namespace CognitoEmulator.Hosting;

/// <summary>The emulator can't start as configured; the message says why and what to do, in one sentence.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
