using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>Answers of the query protocol and of S3.</summary>
internal static class Xml
{
    public static XElement Text(string name, string? value) => new(name, value ?? "");

    public static XElement Element(string name, params IEnumerable<XElement> content) => new(name, content);

    /// <summary>A list of the query protocol.</summary>
    public static XElement List(string name, IEnumerable<IEnumerable<XElement>> members) => new(name, members.Select(member => new XElement("member", member)));

    /// <summary>What an operation of the query protocol answers.</summary>
    public static IResult Result(AwsRequest request, XNamespace space, params IEnumerable<XElement> content) => Document(StatusCodes.Status200OK, space, new XElement(
        $"{request.Action}Response",
        new XElement($"{request.Action}Result", content),
        new XElement("ResponseMetadata", new XElement("RequestId", Guid.NewGuid()))));

    public static IResult Document(int status, XNamespace space, XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = space + element.Name.LocalName;
        }

        return Results.Text(root.ToString(SaveOptions.DisableFormatting), "text/xml", statusCode: status);
    }
}
