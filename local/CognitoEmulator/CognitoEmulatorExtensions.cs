using System.Diagnostics;
using CognitoEmulator.Hosting;
using CognitoEmulator.IdentityPools;
using CognitoEmulator.Messages;
using CognitoEmulator.Operations;
using CognitoEmulator.Pages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Quotas;
using CognitoEmulator.SignIn;
using CognitoEmulator.Storage;
using CognitoEmulator.Tokens;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CognitoEmulator;

/// <summary>The emulator as services and routes of an ASP.NET Core application.</summary>
public static class CognitoEmulatorExtensions
{
    private const int MaxRequestBytes = 1024 * 1024;
    private const string LocalPages = "pages of this machine";

    /// <summary>Adds the emulator's services and the limits of its server.</summary>
    /// <exception cref="StartRefusedException">The application is told to listen beyond this machine, or a quota makes no sense.</exception>
    public static void AddCognitoEmulator(this WebApplicationBuilder builder)
    {
        builder.UseLoopbackOnly();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.AddServerHeader = false;
        });

        // The framework logs addresses with their query, and a query of the inbox names a person.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        var services = builder.Services;
        services.AddOptions<EmulatorOptions>().Bind(builder.Configuration).ValidateDataAnnotations()
            .Validate(
                options => options.LambdaEndpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "AWS_ENDPOINT_URL_LAMBDA must be an http address, such as http://localhost:5080.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new ActivitySource(builder.Environment.ApplicationName));

        // A page elsewhere whose name is made to point to this machine (DNS rebinding) stays outside.
        services.Configure<HostFilteringOptions>(hosts =>
        {
            hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
            hosts.AllowEmptyHosts = false;
        });
        services.AddCors(cors => cors.AddPolicy(LocalPages, policy => policy
            .SetIsOriginAllowed(LoopbackAddresses.IsLoopbackOrigin)
            .WithMethods("GET", "POST")
            .AllowAnyHeader()
            .WithExposedHeaders("x-amzn-RequestId", "x-amzn-ErrorType")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));

        services.AddSingleton<DataFolder>().AddSingleton<Database>();
        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        services.AddSingleton<UserPoolStore>().AddSingleton<GroupStore>().AddSingleton<IdentityPoolStore>();
        services.AddSingleton<UserStore>().AddSingleton<UserDirectory>().AddSingleton<AttributeChanges>();
        services.AddSingleton<Attempts>().AddSingleton<Codes>().AddSingleton<Passwords>().AddSingleton<MadeUpUsers>();
        services.AddSingleton<IdentityStore>().AddSingleton<IdentityAccess>().AddSingleton<Logins>();
        services.AddSingleton<Inbox>().AddSingleton<CodeSender>();
        services.AddSingleton<SigningKey>().AddSingleton<SignInStore>().AddSingleton<TokenIssuer>().AddSingleton<AccessTokens>();
        services.AddSingleton<ChallengeStore>().AddSingleton<ChallengeAnswers>().AddSingleton<Totp>().AddSingleton<AuthFlows>().AddSingleton<SignInSteps>();
        services.AddSingleton<PasswordFlow>().AddSingleton<PasswordCheck>().AddSingleton<SrpFlow>().AddSingleton<RefreshFlow>();
        services.AddSingleton<LambdaClient>().AddSingleton<LambdaTriggers>();
        services.AddSingleton<PreSignUp>().AddSingleton<PostConfirmation>().AddSingleton<PreTokenGeneration>().AddSingleton<CustomMessage>();
        services.AddSingleton(QuotaSettings.Read(builder.Configuration.GetSection("Quotas"))).AddSingleton<RequestQuotas>();
        services.AddOperations();
        services.AddSingleton<OperationEndpoint>().AddSingleton<UsersPage>();
    }

    /// <summary>Maps the services' API, health, the pools' discovery documents, the inbox and the pages.</summary>
    public static void MapCognitoEmulator(this WebApplication app)
    {
        // Opened before the first request, so that a folder that can't be used stops the start.
        app.Services.GetRequiredService<UserPoolStore>();
        app.Services.GetRequiredService<SigningKey>();

        app.UseCors();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = StoreHealth.WriteAsync });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        app.MapPost("/", (HttpContext http, OperationEndpoint endpoint) => endpoint.HandleAsync(http)).RequireCors(LocalPages);
        app.MapDiscovery().RequireCors(LocalPages);
        app.MapInbox();
        app.MapPages();
    }
}
