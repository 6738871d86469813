namespace TripLogger.Api.Trips;

/// <summary>What all trips of a user come to.</summary>
/// <param name="Trips">How many there are.</param>
/// <param name="Days">Their days, first and last included.</param>
/// <param name="DistanceKm">Their kilometres.</param>
/// <param name="Years">The same by year, latest first. A trip belongs to the year in which it starts.</param>
/// <param name="Countries">The countries they went to, most visited first.</param>
public sealed record TripSummary(long Trips, long Days, decimal DistanceKm, IReadOnlyList<YearSummary> Years, IReadOnlyList<CountrySummary> Countries);

/// <summary>What the trips of a year come to.</summary>
/// <param name="Year">The year in which they start.</param>
/// <param name="Trips">How many there are.</param>
/// <param name="Days">Their days, first and last included.</param>
/// <param name="DistanceKm">Their kilometres.</param>
public sealed record YearSummary(int Year, long Trips, long Days, decimal DistanceKm);

/// <summary>A country and how many trips went there.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Trips">How many trips.</param>
public sealed record CountrySummary(string Country, long Trips);
