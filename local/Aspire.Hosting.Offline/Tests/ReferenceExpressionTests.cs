namespace Aspire.Hosting.Offline.Tests;

public sealed class ReferenceExpressionTests
{
    [Fact]
    public async Task Text_and_values_and_braces_become_one_text()
    {
        var value = new LaterValue("a b");
        var expression = ReferenceExpression.Create($"{{\"x\":\"{value}\"}} {"text {0}"} {value:uri}");

        Assert.Equal("{\"x\":\"a b\"} text {0} a%20b", await expression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("{\"x\":\"{later}\"} text {0} {later}", expression.ValueExpression);
    }

    [Fact]
    public async Task No_text_is_no_value()
    {
        Assert.Null(await ReferenceExpression.Empty.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_endpoint_has_its_parts_as_soon_as_it_is_allocated()
    {
        var builder = TestApplication.CreateBuilder();
        var endpoint = builder.AddExecutable("service", "true", ".").WithHttpEndpoint(targetPort: 9000).GetEndpoint("http");
        var url = endpoint.GetValueAsync(TestContext.Current.CancellationToken);
        Assert.False(endpoint.IsAllocated);
        Assert.False(url.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => endpoint.Url);

        endpoint.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(endpoint.EndpointAnnotation, "localhost", 8000);

        Assert.Equal("http://localhost:8000", await url);
        Assert.Equal("http://localhost:8000", endpoint.Url);
        var parts = ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Scheme)} {endpoint.Property(EndpointProperty.Host)} {endpoint.Property(EndpointProperty.IPV4Host)} {endpoint.Property(EndpointProperty.Port)} {endpoint.Property(EndpointProperty.TargetPort)} {endpoint.Property(EndpointProperty.HostAndPort)} {endpoint.Property(EndpointProperty.TlsEnabled)}");
        Assert.Equal("http localhost 127.0.0.1 8000 9000 localhost:8000 False", await parts.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_endpoint_that_does_not_exist_names_those_that_do()
    {
        var builder = TestApplication.CreateBuilder();
        var service = builder.AddExecutable("service", "true", ".").WithHttpEndpoint().WithHttpEndpoint(name: "admin");

        var exception = Assert.Throws<InvalidOperationException>(() => service.GetEndpoint("grpc").EndpointAnnotation);

        Assert.Equal("The endpoint `grpc` is not defined for the resource `service`. Available endpoints: `http`, `admin`.", exception.Message);
    }

    private sealed class LaterValue(string value) : IExpressionValue
    {
        public string ValueExpression => "{later}";

        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return value;
        }
    }
}
