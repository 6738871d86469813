import { ApiError, describe } from '../api/errors';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { showToast } from '../ui/toasts';
import { toInput } from './draft';
import { getTrip, storeTrip, useUpdateTrip } from './queries';

/** Makes a trip public or private, at once. Whatever else was changed elsewhere meanwhile is kept. */
export function useVisibility() {
  const update = useUpdateTrip();

  return async function setPublic(trip: Trip, isPublic: boolean): Promise<void> {
    const change = (current: Trip) =>
      update.mutateAsync({ trip: current, input: { ...toInput(current), visibility: isPublic ? 'public' : 'private' } });
    try {
      await change(trip).catch(async (error: unknown) => {
        if (!(error instanceof ApiError && error.status === 412)) {
          throw error;
        }
        const current = await getTrip(trip.id);
        storeTrip(current);
        await change(current);
      });
      showToast({ text: isPublic ? texts.tripList.nowPublic(trip.title) : texts.tripList.nowPrivate(trip.title) });
    } catch (error) {
      showToast({
        kind: 'error',
        text: texts.tripList.visibilityFailed(trip.title, describe(error)),
        action: { label: texts.actions.retry, run: () => void setPublic(trip, isPublic) },
      });
    }
  };
}
