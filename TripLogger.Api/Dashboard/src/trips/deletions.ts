import { useSyncExternalStore } from 'react';
import { ApiError, describe } from '../api/errors';
import type { Trip } from '../api/types';
import { getLastToken } from '../auth/session';
import { texts } from '../texts';
import { dismissToast, showToast } from '../ui/toasts';
import { deleteOnLeaving, deleteTrip, forgetTrip } from './queries';

interface Pending {
  trip: Trip;
  toast: number;
}

// Trips that are out of sight and not deleted yet, with the message that offers to undo it.
let pending: ReadonlyMap<string, Pending> = new Map();
const running = new Set<Promise<void>>();
const listeners = new Set<() => void>();

/** Takes a trip out of sight, and deletes it once nobody wants it back. Leaving the page ends that wait. */
export function deleteWithUndo(trip: Trip): void {
  if (pending.has(trip.id)) {
    return;
  }
  const toast = showToast({
    text: texts.tripList.deleted(trip.title),
    action: { label: texts.actions.undo, run: () => show(trip.id) },
    onGone: () => {
      const deletion = commit(trip).finally(() => running.delete(deletion));
      running.add(deletion);
    },
  });
  setPending(new Map(pending).set(trip.id, { trip, toast }));
}

/** Deletes at once what waits to be deleted. */
export async function flushDeletions(): Promise<void> {
  for (const { toast } of pending.values()) {
    dismissToast(toast);
  }
  await Promise.all(running);
}

/** The ids of trips that are out of sight. */
export function useDeletedIds(): { has(id: string): boolean } {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}

async function commit(trip: Trip): Promise<void> {
  try {
    await deleteTrip(trip.id, trip.version);
    forgetTrip(trip.id);
  } catch (error) {
    const isStale = error instanceof ApiError && error.status === 412;
    showToast({
      kind: 'error',
      text: isStale ? texts.tripList.deleteStale(trip.title) : texts.tripList.deleteFailed(trip.title, describe(error)),
      ...(isStale ? {} : { action: { label: texts.actions.retry, run: () => deleteWithUndo(trip) } }),
    });
  } finally {
    show(trip.id);
  }
}

function show(id: string): void {
  const next = new Map(pending);
  next.delete(id);
  setPending(next);
}

function setPending(next: ReadonlyMap<string, Pending>): void {
  pending = next;
  for (const listener of listeners) {
    listener();
  }
}

// There is no time for anything but sending it; a page that comes back hears that the trip is gone.
window.addEventListener('pagehide', () => {
  for (const { trip } of pending.values()) {
    deleteOnLeaving(trip, getLastToken());
  }
});
