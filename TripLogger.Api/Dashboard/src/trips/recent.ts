import type { Trip } from '../api/types';
import { placeTrip } from './cache';

/** Far longer than the index, which lists are read from, is ever behind the table. */
const KNOWN_FOR_MS = 60_000;

// What the server has answered to writes, or null for a trip that is deleted.
const writes = new Map<string, { trip: Trip | null; at: number }>();

/** Keeps what a write has led to, for lists that were read too early to have it. */
export function rememberWrite(id: string, trip: Trip | null, now = Date.now()): void {
  writes.set(id, { trip, at: now });
}

/** A list as it was read, with what was written since. */
export function withRecentWrites(trips: Trip[], year: string | null, isComplete: boolean, now = Date.now()): Trip[] {
  let result = trips;
  for (const [id, { trip, at }] of writes) {
    if (now - at > KNOWN_FOR_MS) {
      writes.delete(id);
    } else if (!trip) {
      result = result.filter((item) => item.id !== id);
    } else if ((result.find((item) => item.id === id)?.version ?? 0) < trip.version) {
      result = placeTrip(result, trip, year, isComplete);
    }
  }
  return result;
}
