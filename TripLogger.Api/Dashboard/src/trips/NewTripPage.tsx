import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { removeDraft, useDraft } from '../ui/drafts';
import { Page } from '../ui/Page';
import { emptyDraft, fromDraft, type TripDraft } from './draft';
import { createTrip, storeTrip } from './queries';
import { TripEditor } from './TripEditor';
import { offerUndoOfAdding } from './undo';

const DRAFT = 'trip.new';

interface NewTripDraft extends TripDraft {
  /** The same for every attempt to save this content, so that a lost answer leads to no second trip. */
  key: string;
}

export default function NewTripPage() {
  const [, navigate] = useLocation();
  const userId = useUserId();
  const initial = useMemo((): NewTripDraft => ({ ...emptyDraft, key: crypto.randomUUID() }), []);
  const draft = useDraft(userId, DRAFT, initial);

  async function save({ key, ...content }: NewTripDraft) {
    const trip = await createTrip(fromDraft(content), key);
    removeDraft(userId, DRAFT);
    storeTrip(trip);
    offerUndoOfAdding(trip);
    navigate('/trips');
  }

  return (
    <Page title={texts.trip.newTitle}>
      <TripEditor
        // Other content is another request.
        draft={{ ...draft, change: (part) => draft.change({ ...part, key: crypto.randomUUID() }) }}
        submitLabel={texts.trip.submitNew}
        save={save}
        onCancel={() => {
          draft.discard();
          navigate('/trips');
        }}
      />
    </Page>
  );
}
