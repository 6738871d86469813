import type { InfiniteData } from '@tanstack/react-query';
import type { Trip, TripPage } from '../api/types';

/** The pages of a list as they were read: trips by the day they began, latest first. */
export type TripPages = InfiniteData<TripPage, unknown>;

export const allTrips = (pages: TripPages | undefined): Trip[] => pages?.pages.flatMap((page) => page.items) ?? [];

/**
 * The trips with one in its place and not where another version of it is. Behind the last one that was read it comes with its own
 * page, unless there is none.
 * @param year Only trips that began in it are in this list; all are without.
 * @param isComplete Whether there is no page left to read.
 */
export function placeTrip(trips: readonly Trip[], trip: Trip, year: string | null, isComplete: boolean): Trip[] {
  const index = trips.findIndex((item) => item.id === trip.id);
  if (trips[index]?.startDate === trip.startDate) {
    return trips.with(index, trip);
  }
  const others = trips.filter((item) => item.id !== trip.id);
  if (year && !trip.startDate.startsWith(year)) {
    return others;
  }
  const next = others.findIndex((item) => item.startDate <= trip.startDate);
  if (next < 0) {
    return isComplete ? [...others, trip] : others;
  }
  return others.toSpliced(next, 0, trip);
}

/** The list with a trip in its place. */
export const withTrip = (pages: TripPages | undefined, trip: Trip, year: string | null) =>
  changeItems(pages, (items, isComplete) => placeTrip(items, trip, year, isComplete));

/** The list without a trip. */
export const withoutTrip = (pages: TripPages | undefined, id: string) =>
  changeItems(pages, (items) => items.filter((item) => item.id !== id));

function changeItems(pages: TripPages | undefined, change: (items: Trip[], isComplete: boolean) => Trip[]): TripPages | undefined {
  if (!pages || pages.pages.length === 0) {
    return pages;
  }
  const items = change(allTrips(pages), !pages.pages.at(-1)?.nextCursor);
  // Where one page ends and the next begins is of no interest any more once they are read.
  return { ...pages, pages: pages.pages.map((page, index) => ({ ...page, items: index === 0 ? items : [] })) };
}
