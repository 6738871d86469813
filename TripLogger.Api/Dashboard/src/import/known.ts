import type { Trip } from '../api/types';
import type { TripDraft } from '../trips/draft';
import { toDraft } from '../trips/draft';
import type { ImportRow } from './runImport';

const identity = (draft: TripDraft) =>
  [draft.title, draft.place, draft.country, draft.startDate, draft.endDate].map((text) => text.trim()).join('\n');

/** Tells whether a row says the same as a trip that is there already. */
export function knownBy(trips: readonly Trip[]): (draft: TripDraft) => boolean {
  const known = new Set(trips.map((trip) => identity(toDraft(trip))));
  return (draft) => known.has(identity(draft));
}

/** Rows of an import whose keys the API may have forgotten: what is among the trips was created, though its answer was lost. */
export function withoutKnown(rows: readonly ImportRow[], trips: readonly Trip[]): ImportRow[] {
  const isKnown = knownBy(trips);
  return rows.map((row) => (row.state === 'waiting' && isKnown(row.draft) ? { ...row, state: 'created' } : row));
}
