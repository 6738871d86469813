import type { Trip } from '../api/types';
import { countryName } from '../ui/format';

export interface TripFilter {
  text: string;
  visibility: string;
  year: string;
  country: string;
}

const fields = { text: 'q', visibility: 'visibility', year: 'year', country: 'country' } as const;

/** The filter as it stands in the address: a link to it shows the same. */
export function readFilter(query: URLSearchParams): TripFilter {
  const value = (field: keyof typeof fields) => query.get(fields[field]) ?? '';
  const year = value('year');
  return {
    text: value('text'),
    visibility: value('visibility'),
    year: /^(19|20|21)\d\d$|^2200$/.test(year) ? year : '',
    country: value('country'),
  };
}

/** The same as a query: empty, or with the question mark. */
export function writeFilter(filter: TripFilter): string {
  const query = new URLSearchParams();
  for (const [field, name] of Object.entries(fields)) {
    const value = filter[field as keyof TripFilter];
    if (value) {
      query.set(name, value);
    }
  }
  return query.size > 0 ? `?${query}` : '';
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
    .toLowerCase();
