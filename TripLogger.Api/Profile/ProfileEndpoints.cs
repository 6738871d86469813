using Microsoft.AspNetCore.Http.HttpResults;
using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
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
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone);

        profile.MapPut("/profile", Put)
            .WithName("PutProfile")
            .WithSummary("Change what you say about yourself")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static async Task<Results<Ok<UserProfile>, UnauthorizedHttpResult, ProblemHttpResult>> Get(
        Caller caller, ProfileStore profiles, CognitoClient cognito, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await profiles.FindAsync(caller.Id, cancellationToken) is { } profile)
        {
            return Answer(profile, response);
        }

        // The trigger never ran for this user: someone an administrator created, or a trigger that failed.
        var user = await cognito.GetUserAsync(caller.AccessToken, cancellationToken);
        if (user is null || user.Id != caller.Id)
        {
            response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return TypedResults.Unauthorized();
        }

        return user.VerifiedEmail is { } email
            ? Answer(await profiles.AddAsync(caller.Id, email, cancellationToken), response)
            : TypedResults.Problem("Confirm your e-mail address first; then there is a profile.", statusCode: StatusCodes.Status403Forbidden);
    }

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

    private static Ok<UserProfile> Answer(UserProfile profile, HttpResponse response)
    {
        response.Headers.ETag = EntityTag.For(profile.Version);
        return TypedResults.Ok(profile);
    }
}
