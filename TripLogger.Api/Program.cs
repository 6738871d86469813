using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.Http;
using TripLogger.Api.PostConfirmation;
using TripLogger.Api.Problems;
using TripLogger.Api.Profile;
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
builder.AddDynamoDb().AddDynamoDbHealth();
builder.AddTokenCheck().AddCognito();
builder.AddProfiles().AddPostConfirmation();
builder.AddProblems();

var app = builder.Build();
app.UseProblems();
app.UseTokenCheck();
app.MapDefaultEndpoints();
app.MapWebConfiguration();
app.MapLambdaInvoke();

var api = app.MapApi();
api.MapProfile();

app.Run();
