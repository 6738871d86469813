import { describe } from '../api/errors';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { showToast } from '../ui/toasts';
import { toInput } from './draft';
import { deleteTrip, forgetTrip, putTrip, storeTrip } from './queries';

/** Says that a trip was added, and offers to take it back. */
export function offerUndoOfAdding(trip: Trip): void {
  offer(texts.tripList.added(trip.title), async () => {
    await deleteTrip(trip.id, trip.version);
    forgetTrip(trip.id);
  });
}

/** Says that a trip was saved, and offers to bring back what it was. */
export function offerUndoOfSaving(before: Trip, after: Trip): void {
  offer(texts.tripList.saved(after.title), async () => storeTrip(await putTrip(after.id, after.version, toInput(before))));
}

function offer(text: string, undo: () => Promise<void>): void {
  showToast({ text, action: { label: texts.actions.undo, run: () => void attempt(undo) } });
}

async function attempt(undo: () => Promise<void>): Promise<void> {
  try {
    await undo();
    showToast({ text: texts.tripList.undone });
  } catch (error) {
    showToast({
      kind: 'error',
      text: texts.tripList.undoFailed(describe(error)),
      action: { label: texts.actions.retry, run: () => void attempt(undo) },
    });
  }
}
