import type { Trip } from '../api/types';
import type { TripDraft } from '../trips/draft';
import { toDraft } from '../trips/draft';

const identity = (draft: TripDraft) =>
  [draft.title, draft.place, draft.country, draft.startDate, draft.endDate].map((text) => text.trim()).join('\n');

/** Tells whether a row says the same as a trip that is there already. */
export function knownBy(trips: readonly Trip[]): (draft: TripDraft) => boolean {
  const known = new Set(trips.map((trip) => identity(toDraft(trip))));
  return (draft) => known.has(identity(draft));
}
