using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Orchestrator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder" />
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly DistributedApplicationOptions _options;
    private readonly HostApplicationBuilder _host;

    /// <summary>Creates a builder.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) })
    {
    }

    /// <summary>Creates a builder.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;

        // --environment wins over DOTNET_ENVIRONMENT, that one over ASPIRE_ENVIRONMENT.
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        settings.Configuration.AddEnvironmentVariables(prefix: "ASPIRE_");
        BuilderInterceptor.Current?.Constructing(options, settings);
        _host = new HostApplicationBuilder(settings);

        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? _host.Environment.ContentRootPath);
        Configuration.AddInMemoryCollection([new("AppHost:Directory", AppHostDirectory)]);

        AddLogging();
        AddModel();
        AddHealth();
        AddOrchestrator();
        if (!options.DisableDashboard)
        {
            AddDashboard();
        }

        if (options.EnableResourceLogging)
        {
            Services.AddHostedService<ResourceLoggerForwarderService>();
        }
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly => _options.Assembly;

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ResourceNames.Validate(nameof(Resource), resource.Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        BuilderInterceptor.Current?.Building(this);
        var application = new DistributedApplication(_host.Build()) { Interceptor = BuilderInterceptor.Current };
        ExecutionContext.Services = application.Services;
        BuilderInterceptor.Current?.Built(application);
        return application;
    }

    private void AddLogging()
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // What makes a start fail is thrown as well.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Grpc", LogLevel.Error);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (!_options.DisableDashboard)
        {
            // The dashboard shows what is unhealthy; while things start, that is a lot.
            _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        }

        _host.Logging.AddConfiguration(Configuration.GetSection("Logging"));
    }

    private void AddModel()
    {
        Services.AddSingleton(_options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));
        Services.AddHttpClient();
        Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior =
            _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHostedService<DistributedApplicationLifecycle>();
    }

    private void AddHealth()
    {
        Services.AddHealthChecks();
        Services.AddSingleton<IValidateOptions<HealthCheckServiceOptions>, HealthCheckRegistrationValidator>();
        Services.AddHostedService<ResourceHealthCheckService>();
    }

    private void AddOrchestrator()
    {
        Services.Configure<DcpOptions>(Configuration.GetSection(DcpOptions.Section));
        Services.AddSingleton<DcpHost>();
        Services.AddSingleton<DcpExecutor>();
        Services.AddSingleton<ApplicationOrchestrator>();
        Services.AddHostedService<OrchestratorHostService>();
        Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            LifecycleCommands.AddTo(@event.Model);
            return Task.CompletedTask;
        });
    }

    private void AddDashboard()
    {
        DashboardTokens.AddTo(Configuration);
        Services.Configure<DashboardOptions>(options => options.Read(Configuration, _options, Environment));
        Services.AddSingleton<DashboardServiceHost>();
        Services.AddHostedService(services => services.GetRequiredService<DashboardServiceHost>());
        Services.AddEventingSubscriber<DashboardEventHandlers>();
    }
}
