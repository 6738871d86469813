import type { Trip, TripSummary } from '../api/types';

export interface Year {
  year: number;
  /** Of the trips that began in it. */
  distanceKm: number;
  /** Of the calendar: a day on two trips is one day, and a trip over New Year has days in both years. */
  days: number;
}

/** What was travelled until today. What begins later is planned: it counts once it has begun. */
export interface Travelled {
  trips: number;
  planned: number;
  distanceKm: number;
  /** The days on the road, today at most; each once. */
  days: number;
  /** Whether the days are the trips' own, added up, so that they may be more than there were. */
  isAtMost: boolean;
  years: Year[];
  /** Most visited first. */
  countries: { country: string; trips: number }[];
}

const MS_PER_DAY = 86_400_000;

/** The day that it is here, yyyy-MM-dd. */
export function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Adds up all trips of a traveller. */
export function travelled(all: readonly Trip[], on: string): Travelled {
  const trips = all.filter((trip) => trip.startDate <= on);
  const years = new Map<number, Year>();
  const inYear = (year: number) => {
    const known = years.get(year) ?? { year, distanceKm: 0, days: 0 };
    years.set(year, known);
    return known;
  };
  for (const trip of trips) {
    inYear(yearOf(trip.startDate)).distanceKm += trip.distanceKm;
  }
  for (const [year, days] of daysByYear(trips, on)) {
    inYear(year).days += days;
  }
  return {
    trips: trips.length,
    planned: all.length - trips.length,
    distanceKm: trips.reduce((sum, trip) => sum + trip.distanceKm, 0),
    days: [...years.values()].reduce((sum, year) => sum + year.days, 0),
    isAtMost: false,
    years: [...years.values()].sort((left, right) => right.year - left.year),
    countries: byVisits(count(trips)),
  };
}

/**
 * The same before all trips were read, out of the summary that the server keeps of them. It knows no single days, so theirs are at
 * most so many.
 * @param planned The trips that begin later than today: the first ones of the list.
 */
export function travelledBySummary(summary: TripSummary, planned: readonly Trip[]): Travelled {
  const visits = new Map(summary.countries.map(({ country, trips }) => [country, trips]));
  for (const [country, trips] of count(planned)) {
    visits.set(country, (visits.get(country) ?? 0) - trips);
  }
  return {
    trips: summary.trips - planned.length,
    planned: planned.length,
    distanceKm: summary.distanceKm - planned.reduce((sum, trip) => sum + trip.distanceKm, 0),
    days: summary.days - planned.reduce((sum, trip) => sum + dayOf(trip.endDate) - dayOf(trip.startDate) + 1, 0),
    isAtMost: true,
    years: [],
    countries: byVisits(visits),
  };
}

/** The days of trips, each once and none after today. */
function daysByYear(trips: readonly Trip[], on: string): Map<number, number> {
  const days = new Map<number, number>();
  let next = Number.NEGATIVE_INFINITY;
  for (const trip of [...trips].sort((left, right) => (left.startDate < right.startDate ? -1 : 1))) {
    const last = dayOf(trip.endDate < on ? trip.endDate : on);
    for (let day = Math.max(next, dayOf(trip.startDate)); day <= last; ) {
      const year = new Date(day * MS_PER_DAY).getUTCFullYear();
      const end = Math.min(last, Date.UTC(year, 11, 31) / MS_PER_DAY);
      days.set(year, (days.get(year) ?? 0) + end - day + 1);
      day = end + 1;
    }
    next = Math.max(next, last + 1);
  }
  return days;
}

function count(trips: readonly Trip[]): Map<string, number> {
  const visits = new Map<string, number>();
  for (const { destination } of trips) {
    visits.set(destination.country, (visits.get(destination.country) ?? 0) + 1);
  }
  return visits;
}

const byVisits = (visits: Map<string, number>) =>
  [...visits]
    .filter(([, trips]) => trips > 0)
    .map(([country, trips]) => ({ country, trips }))
    .sort((left, right) => right.trips - left.trips || (left.country < right.country ? -1 : 1));

const yearOf = (date: string) => Number(date.slice(0, 4));
const dayOf = (date: string) => Date.parse(date) / MS_PER_DAY;
