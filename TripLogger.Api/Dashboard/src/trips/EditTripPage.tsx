import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ApiError } from '../api/errors';
import type { Trip } from '../api/types';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { Conflict, type ConflictRow } from '../ui/Conflict';
import { removeDraft, useDraft } from '../ui/drafts';
import { Failure, Loading } from '../ui/Feedback';
import { countryName } from '../ui/format';
import { backToList } from '../ui/history';
import { Page } from '../ui/Page';
import { deleteWithUndo } from './deletions';
import { fromDraft, type TripDraft, toDraft } from './draft';
import { getTrip, storeTrip, useTrip, useUpdateTrip } from './queries';
import { TripEditor } from './TripEditor';
import { offerUndoOfSaving } from './undo';

export default function EditTripPage({ id }: { id: string }) {
  const { data: trip, error, isPending, refetch } = useTrip(id);
  if (trip) {
    return <EditTrip trip={trip} />;
  }
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Page narrow title={texts.trip.notFoundTitle} intro={texts.trip.notFound}>
        <Link href="/trips" className="button button-primary">
          {texts.trip.toTrips}
        </Link>
      </Page>
    );
  }
  return <Page title={texts.trip.editTitle}>{isPending ? <Loading /> : <Failure error={error} retry={() => void refetch()} />}</Page>;
}

interface EditedTrip extends TripDraft {
  /** What the traveller saw when they began to type. */
  base: Trip;
}

function EditTrip({ trip }: { trip: Trip }) {
  const [, navigate] = useLocation();
  const userId = useUserId();
  const draftName = `trip.${trip.id}`;
  // The trip as it was on arrival: a newer version that comes in later must not pass for what the traveller saw.
  const [arrived] = useState(trip);
  const initial = useMemo((): EditedTrip => ({ ...toDraft(arrived), base: arrived }), [arrived]);
  const draft = useDraft(userId, draftName, initial);
  const [newer, setNewer] = useState<Trip>();
  const update = useUpdateTrip();

  async function save({ base, ...content }: EditedTrip) {
    try {
      const saved = await update.mutateAsync({ trip: base, input: fromDraft(content) });
      removeDraft(userId, draftName);
      offerUndoOfSaving(base, saved);
      backToList(navigate, '/trips');
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) {
        throw error;
      }
      const current = await getTrip(trip.id);
      storeTrip(current);
      setNewer(current);
    }
  }

  function leave() {
    draft.discard();
    backToList(navigate, '/trips');
  }

  return (
    <Page
      title={texts.trip.editTitle}
      heading={trip.title}
      actions={
        <button
          type="button"
          className="button"
          onClick={() => {
            deleteWithUndo(trip);
            leave();
          }}
        >
          {texts.actions.delete}
        </button>
      }
    >
      <TripEditor draft={draft} submitLabel={texts.trip.submit} save={save} onCancel={leave}>
        {(send) =>
          newer && (
            <Conflict
              rows={compare(draft.value, toDraft(newer))}
              onKeepMine={() => {
                setNewer(undefined);
                draft.change({ base: newer });
                void send(() => save({ ...draft.value, base: newer }));
              }}
              onTakeTheirs={() => {
                draft.change({ ...toDraft(newer), base: newer });
                removeDraft(userId, draftName);
                setNewer(undefined);
              }}
            />
          )
        }
      </TripEditor>
    </Page>
  );
}

function compare(mine: TripDraft, theirs: TripDraft): ConflictRow[] {
  const words = texts.trip;
  const row = (label: string, show: (draft: TripDraft) => string): ConflictRow => ({ label, mine: show(mine), theirs: show(theirs) });
  return [
    row(words.title, (draft) => draft.title),
    row(words.place, (draft) => draft.place),
    row(words.country, (draft) => draft.country && countryName(draft.country)),
    row(words.latitude, (draft) => draft.latitude),
    row(words.longitude, (draft) => draft.longitude),
    row(words.startDate, (draft) => draft.startDate),
    row(words.endDate, (draft) => draft.endDate),
    row(words.distance, (draft) => draft.distanceKm),
    row(words.notes, (draft) => draft.notes),
    row(texts.tripList.visibility, (draft) => (draft.visibility === 'public' ? texts.tripList.public : texts.tripList.private)),
  ];
}
