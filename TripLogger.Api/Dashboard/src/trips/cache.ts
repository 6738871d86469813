import type { InfiniteData } from '@tanstack/react-query';
import type { Trip, TripPage } from '../api/types';

/** The pages of the list as they were read. */
export type TripPages = InfiniteData<TripPage, unknown>;

export const allTrips = (pages: TripPages | undefined): Trip[] => pages?.pages.flatMap((page) => page.items) ?? [];

/** The list with a trip in the place of its other version. */
export const withTrip = (pages: TripPages | undefined, trip: Trip) =>
  mapItems(pages, (items) => items.map((item) => (item.id === trip.id ? trip : item)));

/** The list without a trip. */
export const withoutTrip = (pages: TripPages | undefined, id: string) => mapItems(pages, (items) => items.filter((item) => item.id !== id));

/** The list with a new trip, the newest one. */
export function withNewTrip(pages: TripPages | undefined, trip: Trip): TripPages | undefined {
  const [first, ...rest] = pages?.pages ?? [];
  if (!pages || !first || allTrips(pages).some((item) => item.id === trip.id)) {
    return pages;
  }
  return { ...pages, pages: [{ ...first, items: [trip, ...first.items] }, ...rest] };
}

function mapItems(pages: TripPages | undefined, change: (items: Trip[]) => Trip[]): TripPages | undefined {
  return pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}
