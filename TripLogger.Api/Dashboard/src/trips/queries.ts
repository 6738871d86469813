import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, entityTag, read } from '../api/client';
import { ApiError } from '../api/errors';
import { queryClient } from '../api/queryClient';
import type { Trip, TripInput } from '../api/types';
import { allTrips, type TripPages, withoutTrip, withTrip } from './cache';
import { rememberWrite, withRecentWrites } from './recent';

export const tripsKey = ['mine', 'trips'] as const;
export const summaryKey = ['mine', 'summary'] as const;

const FIRST_PAGE = 20;
const NEXT_PAGES = 100;

/** A list of trips, a page at a time: all of them, or those of a year. */
function useTripPages(year: string | null) {
  return useInfiniteQuery({
    queryKey: [...tripsKey, year],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam ? { limit: NEXT_PAGES, cursor: pageParam } : { limit: FIRST_PAGE };
      return read(api.GET('/api/trips', { params: { query: year ? { ...page, year } : page }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });
}

/**
 * A list with all of its pages, read one after the other as long as they are needed.
 * @param isNeeded Whether to read on, given what was read.
 * @param year Only those that began in it.
 */
export function useTrips(isNeeded: (read: Trip[]) => boolean, year: string | null = null) {
  const query = useTripPages(year);
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const trips = useMemo(() => withRecentWrites(allTrips(data), year, !hasNextPage), [data, year, hasNextPage]);
  const readsOn = hasNextPage && isNeeded(trips);
  useEffect(() => {
    if (readsOn && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [readsOn, isFetching, isError, fetchNextPage]);
  return { ...query, trips };
}

/** All trips. */
export const useAllTrips = () => useTrips(() => true);

export const useSummary = () =>
  useQuery({ queryKey: summaryKey, queryFn: ({ signal }) => read(api.GET('/api/trips/summary', { signal })) });

/** A trip by its id: out of the list where it is there already. */
export function useTrip(id: string) {
  return useQuery({
    queryKey: ['mine', 'trip', id],
    queryFn: ({ signal }) => getTrip(id, signal),
    initialData: () =>
      queryClient
        .getQueriesData<TripPages>({ queryKey: tripsKey })
        .flatMap(([, pages]) => allTrips(pages))
        .find((trip) => trip.id === id),
    staleTime: 0,
  });
}

export const getTrip = (id: string, signal?: AbortSignal) =>
  read(api.GET('/api/trips/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }));

export const createTrip = (input: TripInput, key: string, signal?: AbortSignal) =>
  read<Trip>(api.POST('/api/trips', { params: { header: { 'Idempotency-Key': key } }, body: input, ...(signal ? { signal } : {}) }));

export const putTrip = (id: string, version: number, input: TripInput) =>
  read<Trip>(api.PUT('/api/trips/{id}', { params: { path: { id }, header: { 'If-Match': entityTag(version) } }, body: input }));

/** Deletes what is still as it was read; what is gone already counts as deleted. */
export async function deleteTrip(id: string, version: number): Promise<void> {
  try {
    await read(api.DELETE('/api/trips/{id}', { params: { path: { id }, header: { 'If-Match': entityTag(version) } } }));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) {
      throw error;
    }
  }
}

/** The same without waiting for an answer: the browser sends it even when the page is gone. */
export function deleteOnLeaving(trip: Trip, token: string | null): void {
  void fetch(`/api/trips/${trip.id}`, {
    method: 'DELETE',
    keepalive: true,
    headers: { Authorization: `Bearer ${token}`, 'If-Match': entityTag(trip.version) },
  });
}

interface TripChange {
  /** The version that the change is based on. */
  trip: Trip;
  input: TripInput;
}

/** Changes a trip; the list shows it at once, and as it was again when the server refuses. */
export function useUpdateTrip() {
  return useMutation({
    mutationFn: ({ trip, input }: TripChange) => putTrip(trip.id, trip.version, input),
    onMutate: async ({ trip, input }) => {
      await queryClient.cancelQueries({ queryKey: tripsKey });
      changeLists((pages, year) => withTrip(pages, { ...trip, ...(input as Partial<Trip>) }, year));
    },
    onError: (_error, { trip }) => changeLists((pages, year) => withTrip(pages, trip, year)),
    onSuccess: storeTrip,
  });
}

/** Shows a trip as the server answered it. */
export function storeTrip(trip: Trip): void {
  queryClient.setQueryData(['mine', 'trip', trip.id], trip);
  rememberWrite(trip.id, trip);
  changeLists((pages, year) => withTrip(pages, trip, year));
  void queryClient.invalidateQueries({ queryKey: summaryKey });
}

export function forgetTrip(id: string): void {
  queryClient.removeQueries({ queryKey: ['mine', 'trip', id] });
  rememberWrite(id, null);
  changeLists((pages) => withoutTrip(pages, id));
  void queryClient.invalidateQueries({ queryKey: summaryKey });
}

function changeLists(change: (pages: TripPages | undefined, year: string | null) => TripPages | undefined): void {
  for (const [queryKey] of queryClient.getQueriesData<TripPages>({ queryKey: tripsKey })) {
    queryClient.setQueryData<TripPages>(queryKey, (pages) => change(pages, (queryKey[tripsKey.length] as string | null) ?? null));
  }
}
