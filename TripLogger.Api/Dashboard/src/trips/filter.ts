import type { Trip } from '../api/types';
import { countryName } from '../ui/format';

export interface TripFilter {
  text: string;
  visibility: string;
  year: string;
  country: string;
}

export const noFilter: TripFilter = { text: '', visibility: '', year: '', country: '' };

export const isFiltering = (filter: TripFilter) => Object.values(filter).some((value) => value.trim() !== '');

/** The trips that match all of the filter; every word of the text must be somewhere in the trip. */
export function filterTrips(trips: readonly Trip[], filter: TripFilter): Trip[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return trips.filter(
    (trip) =>
      (!filter.visibility || trip.visibility === filter.visibility) &&
      (!filter.year || trip.startDate.startsWith(filter.year)) &&
      (!filter.country || trip.destination.country === filter.country) &&
      (words.length === 0 || containsAll(searchText(trip), words)),
  );
}

const containsAll = (text: string, words: string[]) => words.every((word) => text.includes(word));

const searchText = (trip: Trip) => fold([trip.title, trip.destination.name, countryName(trip.destination.country), trip.notes].join('\n'));

/** Without case and accents: “evora” finds Évora. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase();
