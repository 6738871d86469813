using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CognitoEmulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TripLogger.ServiceDefaults;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>The real emulator on a port of its own, with the functions of its triggers beside it.</summary>
public sealed class Emulator : IAsyncDisposable
{
    /// <summary>Any value of this shape passes for a signature.</summary>
    public const string Signature = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00";

    private readonly WebApplication _app;
    private readonly TemporaryFolder? _ownFolder;

    private Emulator(WebApplication app, FunctionHost functions, TemporaryFolder? ownFolder)
    {
        _app = app;
        _ownFolder = ownFolder;
        Functions = functions;
        BaseUrl = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient { BaseAddress = BaseUrl };
    }

    public Uri BaseUrl { get; }

    public HttpClient Http { get; }

    public FunctionHost Functions { get; }

    /// <summary>Starts a new one.</summary>
    /// <param name="clock">Its time; the real one by default.</param>
    /// <param name="arguments">More settings.</param>
    public static async Task<Emulator> StartAsync(TimeProvider? clock = null, params string[] arguments)
    {
        var folder = new TemporaryFolder();
        // Drawing a key takes longer than most tests.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "signing-key.pem"), TestIssuer.Key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        return await StartAsync(folder.Path, folder, clock, arguments);
    }

    /// <summary>Starts it on a data folder, which is the caller's to delete.</summary>
    public static Task<Emulator> StartOnAsync(string folder) => StartAsync(folder, ownFolder: null, clock: null);

    private static async Task<Emulator> StartAsync(string folder, TemporaryFolder? ownFolder, TimeProvider? clock, params string[] arguments)
    {
        var functions = await FunctionHost.StartAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args =
            [
                "--urls=http://127.0.0.1:0", $"--DataDirectory={folder}", $"--AWS_ENDPOINT_URL_LAMBDA={functions.BaseUrl}",
                $"--LocalCloud:LambdaInvokeKey={FunctionHost.InvokeKey}", .. arguments,
            ],
        });
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddCognitoEmulator();
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        var app = builder.Build();
        app.MapCognitoEmulator();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Emulator(app, functions, ownFolder);
    }

    /// <summary>Calls an operation of user pools, which must succeed.</summary>
    public async Task<JsonObject> CallAsync(string operation, object request)
    {
        var answer = await SendAsync(operation, request);
        Assert.True(answer.Status == 200, $"{operation} answered {answer.Status} {answer.Body.ToJsonString()}");
        return answer.Body;
    }

    /// <summary>Calls an operation that must be refused with the error type.</summary>
    /// <returns>The error's message.</returns>
    public async Task<string> FailAsync(string errorType, string operation, object request)
    {
        var answer = await SendAsync(operation, request);
        Assert.True(
            answer.Status == 400 && answer.Body["__type"]?.GetValue<string>() == errorType,
            $"{operation} should be refused with {errorType}, but answered {answer.Status} {answer.Body.ToJsonString()}");
        Assert.Equal(errorType, answer.ErrorType);
        return answer.Body["message"]!.GetValue<string>();
    }

    public async Task<Answer> SendAsync(string operation, object request, bool withSignature = true)
    {
        var service = operation.Contains("Identit", StringComparison.Ordinal) || operation is "GetId" or "GetCredentialsForIdentity" or "GetOpenIdToken"
            ? operation is "CreateIdentityProvider" ? "AWSCognitoIdentityProviderService" : "AWSCognitoIdentityService"
            : "AWSCognitoIdentityProviderService";
        return await SendAsync($"{service}.{operation}", JsonSerializer.SerializeToUtf8Bytes(request), withSignature);
    }

    public async Task<Answer> SendAsync(string target, byte[] body, bool withSignature = true)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.1");
        message.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        // A server refuses what is too large without reading it, and would close the connection while this one writes.
        message.Headers.ExpectContinue = body.Length > 100_000;
        if (withSignature)
        {
            message.Headers.TryAddWithoutValidation("Authorization", Signature);
        }

        using var response = await Http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            JsonNode.Parse(text)!.AsObject(),
            response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null);
    }

    /// <summary>The newest message to an address.</summary>
    public async Task<JsonObject> NewestMessageAsync(string to)
    {
        var page = JsonNode.Parse(await Http.GetStringAsync(new Uri($"/inbox.json?to={Uri.EscapeDataString(to)}&limit=1", UriKind.Relative), TestContext.Current.CancellationToken))!;
        var items = page["items"]!.AsArray();
        Assert.True(items.Count == 1, $"The inbox holds no message to {to}.");
        return items[0]!.AsObject();
    }

    public async Task<string> NewestCodeAsync(string to) => (await NewestMessageAsync(to))["code"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Functions.DisposeAsync();
        _ownFolder?.Dispose();
    }
}

/// <param name="ErrorType">The header x-amzn-ErrorType.</param>
public sealed record Answer(int Status, JsonObject Body, string? ErrorType);

/// <summary>Raw bytes of text, for bodies that no serializer would write.</summary>
public static class Bytes
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);
}
