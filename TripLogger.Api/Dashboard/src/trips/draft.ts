import type { Trip, TripInput, Visibility } from '../api/types';
import { texts } from '../texts';
import { countryCodes } from '../ui/countries';
import { isAmbiguous, readDegrees, readings, readNumber, writeNumber } from './numbers';

/** A trip as it is typed, or as it stands in a file: all text. */
export interface TripDraft {
  title: string;
  place: string;
  country: string;
  latitude: string;
  longitude: string;
  startDate: string;
  endDate: string;
  distanceKm: string;
  notes: string;
  visibility: string;
}

export type TripErrors = Partial<Record<keyof TripDraft, string | undefined>>;

export const emptyDraft: TripDraft = {
  title: '',
  place: '',
  country: '',
  latitude: '',
  longitude: '',
  startDate: '',
  endDate: '',
  distanceKm: '',
  notes: '',
  visibility: 'private',
};

/** What a trip says, without what the server adds to it. */
export type TripContent = Omit<Trip, 'id' | 'createdAt' | 'updatedAt' | 'version'>;

export function toDraft(trip: TripContent): TripDraft {
  return {
    title: trip.title,
    place: trip.destination.name,
    country: trip.destination.country,
    latitude: String(trip.destination.latitude),
    longitude: String(trip.destination.longitude),
    startDate: trip.startDate,
    endDate: trip.endDate,
    distanceKm: trip.distanceKm ? writeNumber(trip.distanceKm) : '',
    notes: trip.notes,
    visibility: trip.visibility,
  };
}

/** The same as it is sent. */
export const toInput = (trip: Trip): TripInput => fromDraft(toDraft(trip));

/** For drafts without errors. */
export function fromDraft(draft: TripDraft): TripInput {
  return {
    title: draft.title.trim(),
    destination: {
      name: draft.place.trim(),
      country: draft.country.trim(),
      latitude: readDegrees(draft.latitude),
      longitude: readDegrees(draft.longitude),
    },
    startDate: draft.startDate,
    endDate: draft.endDate,
    notes: draft.notes,
    distanceKm: draft.distanceKm.trim() ? readNumber(draft.distanceKm) : 0,
    visibility: draft.visibility as Visibility,
  };
}

/** The API's rules, so that what it would refuse is said before it is sent. */
export function checkDraft(draft: TripDraft): TripErrors {
  const errors: TripErrors = {};
  const say = (field: keyof TripDraft, isWrong: boolean, text: string) => {
    if (isWrong && !errors[field]) {
      errors[field] = text;
    }
  };
  const { errors: words } = texts.trip;
  say('title', !draft.title.trim(), words.title);
  say('title', draft.title.trim().length > 120, words.titleLong);
  say('title', unseen.test(draft.title.trim()), words.unseen);
  say('place', !draft.place.trim(), words.place);
  say('place', draft.place.trim().length > 120, words.placeLong);
  say('place', unseen.test(draft.place.trim()), words.unseen);
  say('country', !draft.country.trim(), words.country);
  say('country', !countryCodes.has(draft.country.trim()), words.countryCode);
  say('latitude', !isWithin(readDegrees(draft.latitude), -90, 90), words.latitude);
  say('longitude', !isWithin(readDegrees(draft.longitude), -180, 180), words.longitude);
  say('startDate', !isDay(draft.startDate), words.date);
  say('endDate', !isDay(draft.endDate), words.date);
  say('endDate', isDay(draft.startDate) && draft.endDate < draft.startDate, words.order);
  const distance = readings(draft.distanceKm);
  say('distanceKm', isAmbiguous(distance), words.unclear(writeNumber(distance['.'] ?? 0), writeNumber(distance[','] ?? 0)));
  say('distanceKm', draft.distanceKm.trim() !== '' && !isWithin(readNumber(draft.distanceKm), 0, 1_000_000), words.distance);
  say('notes', draft.notes.trim().length > 5000, words.notesLong);
  say('notes', unseen.test(draft.notes.replaceAll('\n', ' ').trim()), words.unseen);
  say('visibility', draft.visibility !== 'private' && draft.visibility !== 'public', words.visibility);
  return errors;
}

/** The server's words at the fields that they are about. */
export function fromServerErrors(fields: Readonly<Record<string, string>>): TripErrors {
  const errors: TripErrors = {};
  for (const [path, message] of Object.entries(fields)) {
    const field = path === 'destination.name' || path === 'destination' ? 'place' : path.replace(/^destination\./, '');
    if (field in emptyDraft) {
      errors[field as keyof TripDraft] = message;
    }
  }
  return errors;
}

const isWithin = (number: number, least: number, most: number) => number >= least && number <= most;

// Control characters, and those that change the writing direction.
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

function isDay(text: string): boolean {
  const match = /^(\d{4})-\d{2}-\d{2}$/.exec(text);
  if (!match) {
    return false;
  }
  const instant = new Date(`${text}T00:00:00Z`);
  const year = Number(match[1]);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) && year >= 1900 && year <= 2200;
}
