using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class ApiStackTests(Stacks stacks)
{
    [Fact]
    public void The_function_finds_the_data_stacks_resources_by_name_or_parameter_and_imports_nothing()
    {
        var template = stacks.Api(Stacks.Everything);
        var variables = Variables(template);

        JsonAssert.Equal("""{ "Ref": "AWS::Region" }""", variables["AWS__Resources__Region"]);
        foreach (var output in new[] { "UserPoolId", "UserPoolClientId", "IdentityPoolId" })
        {
            var parameter = template.Root["Parameters"]![variables[$"AWS__Resources__{output}"]!["Ref"]!.GetValue<string>()]!;
            JsonAssert.Equal("\"AWS::SSM::Parameter::Value<String>\"", parameter["Type"]);
            JsonAssert.Equal($"\"/triplogger/production/{output}\"", parameter["Default"]);
            Assert.Contains(stacks[Stacks.Everything].Resources("AWS::SSM::Parameter"), written => JsonNode.DeepEquals(written["Name"], parameter["Default"]));
        }

        JsonAssert.Equal("\"triplogger-production-UserTable\"", variables["AWS__Resources__UserTableName"]);
        JsonAssert.Equal("\"triplogger-production-TripTable\"", variables["AWS__Resources__TripTableName"]);
        JsonAssert.Equal("\"triplogger-production-ClosingTable\"", variables["AWS__Resources__ClosingTableName"]);
        JsonAssert.Equal("\"triplogger-production-addUserFunc\"", variables["AWS__Resources__AddUserFunctionName"]);
        JsonAssert.Equal("\"Google,Facebook\"", variables["AWS__Resources__SocialProviders"]);
        Assert.True(JsonNode.DeepEquals(stacks[Stacks.Everything].Outputs["UserPoolDomain"]!["Value"], variables["AWS__Resources__UserPoolDomain"]));
        JsonAssert.Equal("\"production\"", variables["Cloud__Environment"]);
        Assert.DoesNotContain("Fn::ImportValue", template.Root.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_the_API_reaches_the_caller_as_it_is() =>
        Assert.False(Variables(stacks.DevelopApi).ContainsKey("AWS_LWA_ERROR_STATUS_CODES"), "The adapter would turn these answers into failed invocations, and the gateway those into a bare 500.");

    [Fact]
    public void The_API_is_the_same_program_as_the_trigger_behind_the_same_adapter()
    {
        var (trigger, api) = (stacks.Develop.Only("AWS::Lambda::Function"), stacks.DevelopApi.Only("AWS::Lambda::Function"));

        foreach (var property in new[] { "Handler", "Runtime", "Architectures", "Layers", "MemorySize", "TracingConfig" })
        {
            JsonAssert.Equal(trigger[property]!.ToJsonString(), api[property]);
        }

        JsonAssert.Equal("""{ "Mode": "Active" }""", api["TracingConfig"]);
        JsonAssert.Equal("29", api["Timeout"]);
        Assert.Null(Variables(stacks.DevelopApi)["Function"]);
    }

    [Fact]
    public void Other_processors_get_their_own_adapter()
    {
        var template = stacks.Api(new DeploymentSettings { Processor = ProcessorArchitecture.X64 });

        JsonAssert.Equal("""["x86_64"]""", template.Only("AWS::Lambda::Function")["Architectures"]);
        Assert.Contains(":layer:LambdaAdapterLayerX86:", template.Only("AWS::Lambda::Function")["Layers"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_lets_nobody_below_api_without_a_token_of_our_client_but_for_what_is_public()
    {
        var template = stacks.DevelopApi;
        var routes = template.Resources("AWS::ApiGatewayV2::Route").ToDictionary(route => route["RouteKey"]!.GetValue<string>());
        var authorizer = template.Only("AWS::ApiGatewayV2::Authorizer");

        Assert.Equal(["$default", "ANY /api/public/{proxy+}", "ANY /api/{proxy+}"], routes.Keys.Order(StringComparer.Ordinal));
        JsonAssert.Equal("\"JWT\"", routes["ANY /api/{proxy+}"]["AuthorizationType"]);
        JsonAssert.Equal($$"""{ "Ref": "{{authorizer.LogicalId}}" }""", routes["ANY /api/{proxy+}"]["AuthorizerId"]);
        JsonAssert.Equal("\"NONE\"", routes["ANY /api/public/{proxy+}"]["AuthorizationType"]);
        JsonAssert.Equal("\"NONE\"", routes["$default"]["AuthorizationType"]);

        var variables = Variables(template);
        JsonAssert.Equal($$"""[{{variables["AWS__Resources__UserPoolClientId"]!.ToJsonString()}}]""", authorizer["JwtConfiguration"]!["Audience"]);
        JsonAssert.Equal(
            $$"""{ "Fn::Join": ["", ["https://cognito-idp.", { "Ref": "AWS::Region" }, ".amazonaws.com/", {{variables["AWS__Resources__UserPoolId"]!.ToJsonString()}}]] }""",
            authorizer["JwtConfiguration"]!["Issuer"]);
        JsonAssert.Equal("""["$request.header.Authorization"]""", authorizer["IdentitySource"]);
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Develop, 25)]
    [InlineData(DeploymentEnvironment.Staging, 25)]
    [InlineData(DeploymentEnvironment.Production, 200)]
    public void The_gateway_slows_down_who_asks_too_often(DeploymentEnvironment environment, int requestsPerSecond) =>
        JsonAssert.Equal(
            $$"""{ "ThrottlingRateLimit": {{requestsPerSecond}}, "ThrottlingBurstLimit": {{requestsPerSecond * 2}} }""",
            stacks.Api(environment).Only("AWS::ApiGatewayV2::Stage")["DefaultRouteSettings"]);

    [Fact]
    public void The_access_log_tells_what_happened_and_not_to_whom()
    {
        var format = stacks.DevelopApi.Only("AWS::ApiGatewayV2::Stage")["AccessLogSettings"]!["Format"]!.GetValue<string>();

        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(format)!;
        Assert.Contains("$context.requestId", fields.Values);
        Assert.Contains("$context.status", fields.Values);
        string[] personal = ["identity", "authorizer.claims", "authorizer.principalId", "path", "userAgent", "sourceIp", "queryString"];
        Assert.All(fields.Values, variable => Assert.DoesNotContain(personal, word => variable.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Logs_are_kept_for_a_month() =>
        Assert.All(
            new[] { stacks.DevelopApi, stacks.Api(Stacks.Everything), stacks[Stacks.Everything] }.SelectMany(template => template.Resources("AWS::Logs::LogGroup")),
            log => JsonAssert.Equal("30", log["RetentionInDays"]));

    [Fact]
    public void Only_this_gateway_invokes_the_function()
    {
        var template = stacks.DevelopApi;
        var permission = template.Only("AWS::Lambda::Permission");

        JsonAssert.Equal("\"apigateway.amazonaws.com\"", permission["Principal"]);
        Assert.Contains($$"""{"Ref":"{{template.Only("AWS::ApiGatewayV2::Api").LogicalId}}"},"/*"]""", permission["SourceArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(template.Resources("AWS::Lambda::Url"));
    }

    [Fact]
    public void A_custom_domain_is_the_only_address()
    {
        var template = stacks.Api(Stacks.Everything);
        var domain = template.Only("AWS::ApiGatewayV2::DomainName");

        JsonAssert.Equal("\"trips.example.com\"", domain["DomainName"]);
        JsonAssert.Equal(
            """[{ "CertificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/trips", "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2" }]""",
            domain["DomainNameConfigurations"]);
        JsonAssert.Equal("true", template.Only("AWS::ApiGatewayV2::Api")["DisableExecuteApiEndpoint"]);
        JsonAssert.Equal("\"https://trips.example.com\"", template.Outputs["Url"]!["Value"]);
        JsonAssert.Equal($$"""{ "Fn::GetAtt": ["{{domain.LogicalId}}", "RegionalDomainName"] }""", template.Outputs["DomainTarget"]!["Value"]);
        JsonAssert.Equal("false", stacks.DevelopApi.Only("AWS::ApiGatewayV2::Api")["DisableExecuteApiEndpoint"]);
        Assert.Empty(stacks.DevelopApi.Resources("AWS::ApiGatewayV2::DomainName"));
    }

    private static JsonObject Variables(Template template) => template.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!.AsObject();
}
