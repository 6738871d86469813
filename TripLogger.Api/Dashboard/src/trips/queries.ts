import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, entityTag, read } from '../api/client';
import { ApiError } from '../api/errors';
import { queryClient } from '../api/queryClient';
import type { Trip, TripBatchResult, TripInput } from '../api/types';
import { allTrips, type TripPages, withNewTrip, withoutTrip, withTrip } from './cache';

export const tripsKey = ['mine', 'trips'] as const;
export const summaryKey = ['mine', 'summary'] as const;

const FIRST_PAGE = 20;
const NEXT_PAGES = 100;

/** The list, a page at a time. */
export function useTrips() {
  return useInfiniteQuery({
    queryKey: tripsKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read(
        api.GET('/api/trips', { params: { query: pageParam ? { limit: NEXT_PAGES, cursor: pageParam } : { limit: FIRST_PAGE } }, signal }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The list with all of its pages, read one after the other when they are needed. */
export function useAllTrips(isNeeded = true) {
  const query = useTrips();
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (isNeeded && hasNextPage && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [isNeeded, hasNextPage, isFetching, isError, fetchNextPage]);
  return { ...query, trips: allTrips(query.data) };
}

export const useSummary = () =>
  useQuery({ queryKey: summaryKey, queryFn: ({ signal }) => read(api.GET('/api/trips/summary', { signal })) });

/** A trip by its id: out of the list where it is there already. */
export function useTrip(id: string) {
  return useQuery({
    queryKey: ['mine', 'trip', id],
    queryFn: ({ signal }) => getTrip(id, signal),
    initialData: () => allTrips(queryClient.getQueryData<TripPages>(tripsKey)).find((trip) => trip.id === id),
    staleTime: 0,
  });
}

export const getTrip = (id: string, signal?: AbortSignal) =>
  read(api.GET('/api/trips/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }));

export const createTrip = (input: TripInput, key: string) =>
  read<Trip>(api.POST('/api/trips', { params: { header: { 'Idempotency-Key': key } }, body: input }));

/** Logs trips of one import; what came of each, in order. */
export const createTrips = async (batchId: string, items: { idempotencyKey: string; trip: TripInput }[], signal: AbortSignal) =>
  (await read<TripBatchResult>(api.POST('/api/trips/batch', { body: { batchId, items }, signal }))).items;

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
      changeList((pages) => withTrip(pages, { ...trip, ...(input as Partial<Trip>) }));
    },
    onError: (_error, { trip }) => changeList((pages) => withTrip(pages, trip)),
    onSuccess: storeTrip,
  });
}

/** Shows a trip as the server answered it. */
export function storeTrip(trip: Trip): void {
  queryClient.setQueryData(['mine', 'trip', trip.id], trip);
  changeList((pages) => withTrip(pages, trip));
  void queryClient.invalidateQueries({ queryKey: summaryKey });
}

export function storeNewTrip(trip: Trip): void {
  queryClient.setQueryData(['mine', 'trip', trip.id], trip);
  changeList((pages) => withNewTrip(pages, trip));
  void queryClient.invalidateQueries({ queryKey: summaryKey });
}

export function forgetTrip(id: string): void {
  queryClient.removeQueries({ queryKey: ['mine', 'trip', id] });
  changeList((pages) => withoutTrip(pages, id));
  void queryClient.invalidateQueries({ queryKey: summaryKey });
}

function changeList(change: (pages: TripPages | undefined) => TripPages | undefined): void {
  queryClient.setQueryData<TripPages>(tripsKey, change);
}
