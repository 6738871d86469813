import type { PublicTrip } from '../api/types';

/** So many of one traveller are shown in a row. */
const MOST_IN_A_ROW = 2;

/** A trip of the list, and those that follow it folded away: nobody fills the page alone. */
export interface Folded {
  trip: PublicTrip;
  more: PublicTrip[];
}

/** The list with at most two trips of a traveller in a row, and with one of each import. */
export function foldTrips(trips: readonly PublicTrip[]): Folded[] {
  const shown: Folded[] = [];
  let inARow = 0;
  for (const trip of trips) {
    const last = shown.at(-1);
    if (last && (trip.follows === 'import' || (trip.follows === 'traveller' && inARow >= MOST_IN_A_ROW))) {
      last.more.push(trip);
    } else {
      inARow = trip.follows === 'traveller' ? inARow + 1 : 1;
      shown.push({ trip, more: [] });
    }
  }
  return shown;
}
