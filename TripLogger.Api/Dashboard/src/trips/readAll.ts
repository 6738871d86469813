import { api, read } from '../api/client';
import type { Trip } from '../api/types';

const PAGE = 100;

/** Reads every page of the list as it is now. */
export async function readAllTrips(onProgress?: (read: number) => void): Promise<Trip[]> {
  const trips: Trip[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: PAGE, cursor } : { limit: PAGE };
    const page: { items: Trip[]; nextCursor: string | null } = await read(api.GET('/api/trips', { params: { query } }));
    trips.push(...page.items);
    cursor = page.nextCursor;
    onProgress?.(trips.length);
  } while (cursor);
  return trips;
}
