using System.Text.Json;
using System.Text.Json.Serialization;
using TripLogger.Api.Configuration;
using TripLogger.Api.Profile;

namespace TripLogger.Api.Http;

/// <summary>Everything the API reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProfileUpdate))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(WebConfiguration))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
