using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
// Newer versions of the CDK have them in Amazon.CDK.AWS.Lambda too.
using CfnIntegration = Amazon.CDK.AWS.Apigatewayv2.CfnIntegration;
using CfnIntegrationProps = Amazon.CDK.AWS.Apigatewayv2.CfnIntegrationProps;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// An <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html">HTTP API</see> before a function. It
/// turns away who calls <c>/api</c> without a token of the user pool, and who calls too often. The page is on the same origin, so
/// there is no CORS.
/// </summary>
/// <remarks>Level 1: one permission for all routes, and the access log, which older versions of the CDK lack at level 2.</remarks>
public sealed class HttpGateway : Construct
{
    // Nothing that tells who called: no address, no user, no browser, and no path, which names a user's trips.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    private static readonly string AccessLogFormat = JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["time"] = "$context.requestTime",
        ["requestId"] = "$context.requestId",
        ["route"] = "$context.routeKey",
        ["method"] = "$context.httpMethod",
        ["status"] = "$context.status",
        ["responseBytes"] = "$context.responseLength",
        ["latencyMs"] = "$context.responseLatency",
        ["integrationLatencyMs"] = "$context.integrationLatency",
        ["integrationStatus"] = "$context.integrationStatus",
        ["integrationError"] = "$context.integrationErrorMessage",
        ["error"] = "$context.error.responseType",
        ["authorizerError"] = "$context.authorizer.error",
    });

    private readonly CfnApi _api;
    private readonly CfnStage _stage;

    /// <summary>Creates the API, its authorizer, routes, stage and access log.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">The function, whose tokens count, and limits.</param>
    public HttpGateway(Construct scope, string id, HttpGatewayProps props)
        : base(scope, id)
    {
        _api = new CfnApi(this, "Api", new CfnApiProps
        {
            Name = props.Name,
            ProtocolType = "HTTP",
            // A second address would be a second origin, which nobody looks after.
            DisableExecuteApiEndpoint = props.Domain is not null,
        });

        AddRoutes(props);
        _stage = AddStage(props);
        Url = props.Domain is null ? _api.AttrApiEndpoint : AddDomain(props.Domain);
    }

    /// <summary>The API's id, as metrics name it.</summary>
    public string ApiId => _api.Ref;

    /// <summary>The address of API and page, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>Where the custom domain's DNS record (CNAME, or alias) must point; null without one.</summary>
    public string? DomainTarget { get; private set; }

    // Whatever gets past these routes by another spelling is checked again: the API trusts no gateway.
    private void AddRoutes(HttpGatewayProps props)
    {
        var integration = new CfnIntegration(this, "Integration", new CfnIntegrationProps
        {
            ApiId = _api.Ref,
            IntegrationType = "AWS_PROXY",
            IntegrationUri = props.Function.FunctionArn,
            PayloadFormatVersion = "2.0",
        });
        var authorizer = new CfnAuthorizer(this, "Authorizer", new CfnAuthorizerProps
        {
            ApiId = _api.Ref,
            Name = "cognito",
            AuthorizerType = "JWT",
            IdentitySource = ["$request.header.Authorization"],
            // Access tokens have no audience; then the gateway compares their client_id.
            JwtConfiguration = new CfnAuthorizer.JWTConfigurationProperty { Issuer = props.Issuer, Audience = [props.ClientId] },
        });

        AddRoute("ApiRoute", "ANY /api/{proxy+}", authorizer);
        AddRoute("PublicRoute", "ANY /api/public/{proxy+}");
        // The page, /config.json and /alive.
        AddRoute("DefaultRoute", "$default");

        _ = new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = props.Function.FunctionArn,
            Principal = "apigateway.amazonaws.com",
            // Every route of this API.
            SourceArn = $"arn:aws:execute-api:{Aws.REGION}:{Aws.ACCOUNT_ID}:{_api.Ref}/*",
        });

        void AddRoute(string id, string key, CfnAuthorizer? by = null) => _ = new CfnRoute(this, id, new CfnRouteProps
        {
            ApiId = _api.Ref,
            RouteKey = key,
            Target = $"integrations/{integration.Ref}",
            AuthorizationType = by is null ? "NONE" : "JWT",
            AuthorizerId = by?.Ref,
        });
    }

    private CfnStage AddStage(HttpGatewayProps props)
    {
        var log = new LogGroup(this, "AccessLog", new LogGroupProps
        {
            // The prefix that needs no entry in the account's log policy, which is short.
            LogGroupName = $"/aws/vendedlogs/{props.Name}/access",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });

        return new CfnStage(this, "Stage", new CfnStageProps
        {
            ApiId = _api.Ref,
            StageName = "$default",
            AutoDeploy = true,
            DefaultRouteSettings = new CfnStage.RouteSettingsProperty
            {
                ThrottlingRateLimit = props.RequestsPerSecond,
                ThrottlingBurstLimit = props.RequestsPerSecond * 2,
            },
            AccessLogSettings = new CfnStage.AccessLogSettingsProperty { DestinationArn = log.LogGroupArn, Format = AccessLogFormat },
        });
    }

    private string AddDomain(CustomDomain settings)
    {
        var domain = new CfnDomainName(this, "Domain", new CfnDomainNameProps
        {
            DomainName = settings.Name,
            DomainNameConfigurations = new[]
            {
                new CfnDomainName.DomainNameConfigurationProperty
                {
                    CertificateArn = settings.CertificateArn,
                    EndpointType = "REGIONAL",
                    SecurityPolicy = "TLS_1_2",
                },
            },
        });
        _ = new CfnApiMapping(this, "Mapping", new CfnApiMappingProps { ApiId = _api.Ref, DomainName = domain.Ref, Stage = _stage.Ref });

        DomainTarget = domain.AttrRegionalDomainName;
        return $"https://{settings.Name}";
    }
}

/// <summary>What an <see cref="HttpGateway"/> needs to know.</summary>
public sealed class HttpGatewayProps
{
    /// <summary>The API's name.</summary>
    public required string Name { get; init; }

    /// <summary>What answers.</summary>
    public required Function Function { get; init; }

    /// <summary>Whose tokens count: the user pool's address.</summary>
    public required string Issuer { get; init; }

    /// <summary>The client that they must have been issued to.</summary>
    public required string ClientId { get; init; }

    /// <summary>Requests a second that get through on one route in the long run; twice as many at once.</summary>
    public required int RequestsPerSecond { get; init; }

    /// <summary>An address of our own.</summary>
    public CustomDomain? Domain { get; init; }
}
