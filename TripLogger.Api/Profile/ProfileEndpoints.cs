using Microsoft.AspNetCore.Http.HttpResults;
using TripLogger.Api.Authentication;
using TripLogger.Api.Http;

namespace TripLogger.Api.Profile;

public static class ProfileEndpoints
{
    /// <summary>Maps the caller's own profile; there is no route to anyone else's.</summary>
    public static void MapProfile(this IEndpointRouteBuilder api)
    {
        var profile = api.MapGroup("").WithTags("Profile");

        profile.MapGet("/profile", Get)
            .WithName("GetProfile")
            .WithSummary("Your profile")
            .Produces<UserProfile>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone);

        profile.MapPut("/profile", Put)
            .WithName("PutProfile")
            .WithSummary("Change what you say about yourself")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

        profile.MapPut("/profile/email", PutEmail)
            .WithName("PutEmail")
            .WithSummary("Take over your verified e-mail address from the user pool")
            .WithDescription("Send no body, after a verified change of the address in the user pool. A change that is not told here is found when a newer access token comes.")
            .WithTags("Account")
            .Produces<UserProfile>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<IResult> Get(Caller caller, EmailTakeover emails, HttpContext context, CancellationToken cancellationToken) =>
        await emails.ReadAsync(caller, cancellationToken) switch
        {
            { Profile: { } profile } => EntityTag.Answer(context, profile, profile.Version),
            { IsSignedOut: true } => context.Response.SignedOut(),
            _ => TypedResults.Problem("Confirm your e-mail address first; then there is a profile.", statusCode: StatusCodes.Status403Forbidden),
        };

    private static async Task<Results<Ok<UserProfile>, ProblemHttpResult>> Put(
        Caller caller, ProfileUpdate update, ProfileStore profiles, HttpContext context, CancellationToken cancellationToken)
    {
        var (version, refused) = EntityTag.ReadIfMatch(context.Request);
        if (refused is not null)
        {
            return refused;
        }

        return await profiles.UpdateAsync(caller.Id, update, version, cancellationToken) is { } profile
            ? Answer(profile, context.Response)
            : EntityTag.Stale();
    }

    private static async Task<IResult> PutEmail(Caller caller, EmailTakeover emails, HttpResponse response, CancellationToken cancellationToken) =>
        await emails.TakeOverAsync(caller, cancellationToken) switch
        {
            { Profile: { } profile } => Answer(profile, response),
            { IsSignedOut: true } => response.SignedOut(),
            _ => TypedResults.Problem("Confirm your new e-mail address first.", statusCode: StatusCodes.Status403Forbidden),
        };

    private static Ok<UserProfile> Answer(UserProfile profile, HttpResponse response)
    {
        response.Headers.ETag = EntityTag.For(profile.Version);
        return TypedResults.Ok(profile);
    }
}
