using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>The bucket that the CDK's bootstrap has made, as far as assets need it.</summary>
internal sealed class AssetBucket
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _parts = new();
    private int _uploads;

    public static string Name => $"cdk-hnb659fds-assets-{AwsAccount.Id}-{AwsAccount.Region}";

    /// <summary>Whether it is there.</summary>
    public bool Exists { get; set; }

    /// <summary>What was uploaded, by key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>How often an object was stored, a repetition counted again.</summary>
    public int Uploads => _uploads;

    /// <summary>The object that an address of S3's stands for.</summary>
    /// <exception cref="AwsError">There is none.</exception>
    public byte[] Read(Uri address) =>
        Find(address.AbsolutePath.TrimStart('/').Split('/', 2) is [var bucket, var key] && bucket == Name ? key : null)
        ?? throw AwsError.Validation("S3 error: The specified key does not exist.\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html");

    /// <summary>An object, if it is there.</summary>
    public byte[]? Find(string? key) => Exists && key is not null ? Objects.GetValueOrDefault(key) : null;

    public IResult Answer(AwsRequest request)
    {
        if (request.Caller.BootstrapRole is { } role && role != "file-publishing-role")
        {
            throw AwsError.Denied(request.Caller.Arn, $"s3:{request.Http.Method}");
        }

        var path = request.Http.Path.Value!.TrimStart('/').Split('/', 2);
        if (!Exists || path[0] != Name)
        {
            throw new AwsError("NoSuchBucket", "The specified bucket does not exist", StatusCodes.Status404NotFound);
        }

        return (request.Http.Method, path is [_, { Length: > 0 } key] ? key : null) switch
        {
            ("GET", null) when request.Http.Query.ContainsKey("location") => Xml.Document(StatusCodes.Status200OK, Namespace, Xml.Text("LocationConstraint", AwsAccount.Region)),
            ("GET", null) when request.Http.Query.ContainsKey("encryption") => Xml.Document(StatusCodes.Status200OK, Namespace, Xml.Element(
                "ServerSideEncryptionConfiguration",
                Xml.Element("Rule", Xml.Element("ApplyServerSideEncryptionByDefault", Xml.Text("SSEAlgorithm", "AES256"))))),
            ("GET", null) => List(request.Http.Query["prefix"].ToString()),
            ("PUT", not null) when Upload(request) is { } upload => PutPart(upload, request),
            ("PUT", { } name) => Put(name, Content(request), request.Http.HttpContext.Response),
            ("POST", { } name) when request.Http.Query.ContainsKey("uploads") => Begin(name),
            ("POST", { } name) when Upload(request) is { } upload => Complete(name, upload, request),
            var (method, other) => throw new AwsError("NotImplemented", $"Nobody taught the bucket {method} {other}.", StatusCodes.Status501NotImplemented),
        };
    }

    private IResult List(string prefix)
    {
        var found = Objects.Where(stored => stored.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        return Xml.Document(StatusCodes.Status200OK, Namespace, Xml.Element(
            "ListBucketResult",
            [
                Xml.Text("Name", Name),
                Xml.Text("Prefix", prefix),
                Xml.Text("KeyCount", found.Length.ToString(CultureInfo.InvariantCulture)),
                Xml.Text("IsTruncated", "false"),
                .. found.Select(stored => Xml.Element("Contents", Xml.Text("Key", stored.Key), Xml.Text("Size", stored.Value.Length.ToString(CultureInfo.InvariantCulture)))),
            ]));
    }

    private IResult Put(string key, byte[] content, HttpResponse response)
    {
        Objects[key] = content;
        Interlocked.Increment(ref _uploads);
        response.Headers.ETag = EntityTag(content);
        return Results.Ok();
    }

    private IResult Begin(string key)
    {
        var id = Guid.NewGuid().ToString("N");
        _parts[id] = [];
        return Xml.Document(StatusCodes.Status200OK, Namespace, Xml.Element(
            "InitiateMultipartUploadResult", Xml.Text("Bucket", Name), Xml.Text("Key", key), Xml.Text("UploadId", id)));
    }

    private SortedDictionary<int, byte[]>? Upload(AwsRequest request) =>
        request.Http.Query["uploadId"].ToString() is not { Length: > 0 } id ? null
        : _parts.GetValueOrDefault(id) ?? throw new AwsError("NoSuchUpload", "The specified multipart upload does not exist.", StatusCodes.Status404NotFound);

    private static IResult PutPart(SortedDictionary<int, byte[]> upload, AwsRequest request)
    {
        var content = Content(request);
        lock (upload)
        {
            upload[int.Parse(request.Http.Query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = content;
        }

        request.Http.HttpContext.Response.Headers.ETag = EntityTag(content);
        return Results.Ok();
    }

    private IResult Complete(string key, SortedDictionary<int, byte[]> upload, AwsRequest request)
    {
        _parts.TryRemove(request.Http.Query["uploadId"].ToString(), out _);
        byte[] content = [.. upload.Values.SelectMany(part => part)];
        Put(key, content, request.Http.HttpContext.Response);
        return Xml.Document(StatusCodes.Status200OK, Namespace, Xml.Element(
            "CompleteMultipartUploadResult", Xml.Text("Bucket", Name), Xml.Text("Key", key), Xml.Text("ETag", EntityTag(content))));
    }

    private static string EntityTag(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";

    private static byte[] Content(AwsRequest request) =>
        request.Http.Headers["X-Amz-Content-Sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal) ? Unchunk(request.Body) : request.Body;

    /// <summary>Takes <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">aws-chunked</see> apart.</summary>
    private static byte[] Unchunk(ReadOnlySpan<byte> body)
    {
        using var content = new MemoryStream();
        while (true)
        {
            var end = body.IndexOf("\r\n"u8);
            var header = System.Text.Encoding.ASCII.GetString(body[..end]).Split(';')[0];
            var length = int.Parse(header, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return content.ToArray();
            }

            content.Write(body.Slice(end + 2, length));
            body = body[(end + 2 + length + 2)..];
        }
    }
}
