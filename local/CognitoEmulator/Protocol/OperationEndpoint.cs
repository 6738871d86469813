using System.Diagnostics;
using System.Text.Json;
using CognitoEmulator.Storage;

namespace CognitoEmulator.Protocol;

/// <summary>
/// <c>POST /</c>: AWS's JSON protocol, where the header <c>X-Amz-Target</c> names the operation.
/// See <see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</see>.
/// </summary>
internal sealed partial class OperationEndpoint(OperationTable operations, ActivitySource activities, ILogger<OperationEndpoint> logger)
{
    private const string ContentType = "application/x-amz-json-1.1";

    private static readonly string[] SignatureParts = ["Credential=", "SignedHeaders=", "Signature="];

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        http.Response.Headers.CacheControl = "no-store";
        var target = http.Request.Headers["X-Amz-Target"].ToString();
        var entry = operations.Find(target);
        using var activity = activities.StartActivity($"Cognito {entry?.Name ?? "unknown operation"}");
        try
        {
            var body = await InvokeAsync(entry, http);
            await WriteAsync(http, StatusCodes.Status200OK, body);
        }
        catch (CognitoException error)
        {
            activity?.SetTag("error.type", error.Type);
            LogRefused(logger, entry?.Name ?? "unknown operation", error.Type);
            await WriteErrorAsync(http, error);
        }
        catch (BadHttpRequestException error)
        {
            await WriteErrorAsync(http, error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new CognitoException("RequestEntityTooLargeException", "Request body is too large.", error.StatusCode)
                : new CognitoException("SerializationException", "The request body could not be read."));
        }
        catch (StoreException error)
        {
            // The store's log tells once.
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            await WriteErrorAsync(http, new CognitoException("InternalErrorException", error.Message, StatusCodes.Status500InternalServerError));
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag("error.type", error.GetType().FullName);
            LogFailed(logger, entry?.Name, error);
            await WriteErrorAsync(http, new CognitoException(
                "InternalErrorException", "The emulator failed on this request: its log says why.", StatusCodes.Status500InternalServerError));
        }
    }

    private static async Task<byte[]> InvokeAsync(OperationTable.Entry? entry, HttpContext http)
    {
        if (entry is null)
        {
            throw new CognitoException("UnknownOperationException", "The header X-Amz-Target names no operation of this service.");
        }

        if (entry.InvokeAsync is not { } invoke)
        {
            throw new CognitoException("UnsupportedOperationException", $"The Cognito emulator does not have {entry.Name}; its README lists what it has.");
        }

        if (entry.NeedsCredentials)
        {
            VerifySigned(http.Request.Headers.Authorization.ToString());
        }

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var context = new OperationContext($"{http.Request.Scheme}://{http.Request.Host}", http.RequestAborted);
        return await invoke(http.RequestServices, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context);
    }

    /// <summary>Any signature will do: there are no accounts here. That there is one catches clients that would fail in AWS.</summary>
    private static void VerifySigned(string authorization)
    {
        if (authorization.Length == 0)
        {
            throw new CognitoException("MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)
            || !SignatureParts.All(part => authorization.Contains(part, StringComparison.Ordinal)))
        {
            throw new CognitoException("IncompleteSignatureException", "The Authorization header is no AWS4-HMAC-SHA256 signature with Credential, SignedHeaders and Signature.");
        }
    }

    private static Task WriteErrorAsync(HttpContext http, CognitoException error)
    {
        http.Response.Headers["x-amzn-ErrorType"] = error.Type;
        return WriteAsync(http, error.Status, JsonSerializer.SerializeToUtf8Bytes(new ErrorBody(error.Type, error.Message), EmulatorJson.Default.ErrorBody));
    }

    private static async Task WriteAsync(HttpContext http, int status, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    // Type only: messages can name a user.
    [LoggerMessage(LogLevel.Information, "{Operation} was refused: {ErrorType}")]
    private static partial void LogRefused(ILogger logger, string operation, string errorType);

    [LoggerMessage(LogLevel.Error, "{Operation} failed")]
    private static partial void LogFailed(ILogger logger, string? operation, Exception error);
}
