using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CognitoEmulator.Hosting;

/// <summary>The emulator can't start as configured; the message says why and what to do, in one sentence.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The sentence for an error that the user can cure; null for any other.</summary>
    public static string? Explain(Exception error) => error switch
    {
        StartRefusedException or OptionsValidationException => error.Message,
        IOException { InnerException: AddressInUseException } =>
            $"The Cognito emulator's port is taken ({error.Message.TrimEnd('.')}): stop what uses it, or set ASPNETCORE_URLS to another one.",
        _ => null,
    };
}
