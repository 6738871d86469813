using TripLogger.Api.Account;
using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.Description;
using TripLogger.Api.Http;
using TripLogger.Api.PostConfirmation;
using TripLogger.Api.Problems;
using TripLogger.Api.Profile;
using TripLogger.Api.PublicTrips;
using TripLogger.Api.RateLimits;
using TripLogger.Api.Telemetry;
using TripLogger.Api.Trips;
using TripLogger.Api.Web;
using TripLogger.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

// On AWS the same program is also the user pool's trigger.
if (AddUserFunction.IsChosen(builder.Configuration))
{
    AddUserFunction.Run(builder);
    return;
}

builder.AddCloud(AwsResources.NeededByApi);
builder.AddDynamoDb().AddDynamoDbHealth().AddSharedReads();
builder.AddTokenCheck().AddCognito();
builder.AddProfiles().AddPostConfirmation();
builder.AddTrips().AddPublicTrips().AddAccounts();
builder.AddRateLimits().AddTimeLimits().AddProblems();
builder.AddApiDescription().AddApiMetrics().AddSecurityHeaders();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseProblems();
app.UseTamedHeaders().UseDashboardPaths().UseRouting();
app.UsePrivacy();
app.UseTokenCheck();
app.UseRequestTimeouts();
app.UsePlainBodies();
app.MapDefaultEndpoints();
app.MapApiDescription();
app.MapWebConfiguration();
app.MapLambdaInvoke();
app.MapPublicTrips();

var api = app.MapApi().FinishClosings();
api.MapProfile();
api.MapAccount();
api.MapTrips();

app.MapDashboard();

app.Run();
