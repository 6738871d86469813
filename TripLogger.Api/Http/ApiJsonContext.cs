using System.Text.Json;
using System.Text.Json.Serialization;
using TripLogger.Api.Account;
using TripLogger.Api.Configuration;
using TripLogger.Api.Profile;
using TripLogger.Api.PublicTrips;
using TripLogger.Api.Trips;

namespace TripLogger.Api.Http;

/// <summary>Everything the API reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AccountExport))]
[JsonSerializable(typeof(Page<PublicTrip>))]
[JsonSerializable(typeof(Page<Trip>))]
[JsonSerializable(typeof(ProfileUpdate))]
[JsonSerializable(typeof(TripBatch))]
[JsonSerializable(typeof(TripBatchResult))]
[JsonSerializable(typeof(TripContent))]
[JsonSerializable(typeof(TripInput))]
[JsonSerializable(typeof(TripSummary))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(WebConfiguration))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
