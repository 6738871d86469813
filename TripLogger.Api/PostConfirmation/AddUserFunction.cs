using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.Problems;
using TripLogger.Api.Profile;
using TripLogger.ServiceDefaults;

namespace TripLogger.Api.PostConfirmation;

/// <summary>
/// The program as the user pool's trigger on AWS, chosen by the configuration key <c>Function</c> = <c>AddUser</c>
/// (<c>Api</c>, the default, is everything else). It has no URL, may only put items into UserTable, and needs only
/// <c>AWS__Resources__UserTableName</c>.
/// </summary>
/// <remarks>
/// Events arrive as <c>POST /events</c> from the AWS Lambda Web Adapter, which takes an answer below 400 for success only when
/// <c>AWS_LWA_ERROR_STATUS_CODES=400-599</c> is set.
/// See <see href="https://github.com/awslabs/aws-lambda-web-adapter#readme">AWS Lambda Web Adapter</see>.
/// </remarks>
internal static class AddUserFunction
{
    /// <summary>Whether this process is the trigger.</summary>
    /// <exception cref="InvalidOperationException"><c>Function</c> is neither of its two values.</exception>
    public static bool IsChosen(IConfiguration configuration) => configuration["Function"] switch
    {
        "AddUser" => true,
        "Api" or null or "" => false,
        var other => throw new InvalidOperationException($"The configuration key Function is '{other}': set it to Api or AddUser, or remove it."),
    };

    public static void Run(WebApplicationBuilder builder)
    {
        builder.AddCloud(AwsResources.NeededByAddUser);
        builder.AddDynamoDb();
        builder.AddProfiles();
        builder.AddPostConfirmation();
        builder.AddProblems();

        var app = builder.Build();
        app.UseProblems();
        app.MapDefaultEndpoints();
        app.MapPost("/events", Handle);
        app.Run();
    }

    private static async Task<IResult> Handle(HttpRequest request, PostConfirmationHandler handler, CancellationToken cancellationToken) =>
        TypedResults.Bytes(await handler.HandleAsync(await request.ReadBytesAsync(cancellationToken), cancellationToken), "application/json");
}
