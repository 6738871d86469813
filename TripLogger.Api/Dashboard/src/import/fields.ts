import { texts } from '../texts';
import type { TripDraft, TripErrors } from '../trips/draft';

/** What a trip's fields are called. */
const labels: Readonly<Record<keyof TripDraft, string>> = {
  title: texts.trip.title,
  place: texts.trip.place,
  country: texts.trip.country,
  latitude: texts.trip.latitude,
  longitude: texts.trip.longitude,
  startDate: texts.trip.startDate,
  endDate: texts.trip.endDate,
  distanceKm: texts.trip.distance,
  notes: texts.trip.notes,
  visibility: texts.tripList.visibility,
};

/** What is wrong, field by field. */
export const describeErrors = (errors: TripErrors): string[] =>
  Object.entries(errors).map(([field, message]) => `${labels[field as keyof TripDraft]}: ${message}`);
