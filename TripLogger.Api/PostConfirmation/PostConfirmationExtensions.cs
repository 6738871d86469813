namespace TripLogger.Api.PostConfirmation;

public static class PostConfirmationExtensions
{
    /// <summary>Adds the handler of the user pool's trigger.</summary>
    public static IHostApplicationBuilder AddPostConfirmation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PostConfirmationHandler>();
        return builder;
    }

    /// <summary>Reads the whole body.</summary>
    internal static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
