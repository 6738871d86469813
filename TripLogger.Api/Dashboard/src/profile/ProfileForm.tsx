import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, describe } from '../api/errors';
import type { Profile } from '../api/types';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { Conflict } from '../ui/Conflict';
import { CountrySelect } from '../ui/CountrySelect';
import { removeDraft, useDraft } from '../ui/drafts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Field } from '../ui/Field';
import { countryName } from '../ui/format';
import { showToast } from '../ui/toasts';
import { useForm } from '../ui/useForm';
import { checkProfile, type ProfileDraft, toProfileDraft, toUpdate } from './draft';
import { getProfile, storeProfile, useUpdateProfile } from './queries';

export const PROFILE_DRAFT = 'profile';

interface EditedProfile extends ProfileDraft {
  /** What the traveller saw when they began to type. */
  base: Profile;
}

export function ProfileForm({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const userId = useUserId();
  const [arrived] = useState(profile);
  const initial = useMemo((): EditedProfile => ({ ...toProfileDraft(arrived), base: arrived }), [arrived]);
  const draft = useDraft(userId, PROFILE_DRAFT, initial);
  const [newer, setNewer] = useState<Profile>();
  const [serverErrors, setServerErrors] = useState<Readonly<Record<string, string>>>({});
  const update = useUpdateProfile();
  const firstField = useRef<HTMLInputElement>(null);
  const words = texts.profile;

  useEffect(() => firstField.current?.focus(), []);

  async function save({ base, ...content }: EditedProfile) {
    setServerErrors({});
    try {
      await update.mutateAsync({ base, update: toUpdate(content) });
      removeDraft(userId, PROFILE_DRAFT);
      showToast({ text: words.saved });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) {
        setServerErrors(error instanceof ApiError ? error.fields : {});
        throw error;
      }
      const current = await getProfile();
      storeProfile(current);
      setNewer(current);
    }
  }

  const { errors, submit, send, isBusy, error } = useForm(
    () => checkProfile(draft.value),
    () => save(draft.value),
  );
  const wrong = {
    displayName: errors.displayName ?? serverErrors.displayName,
    homeCountry: serverErrors.homeCountry,
    bio: errors.bio ?? serverErrors.bio,
  };

  function close() {
    removeDraft(userId, PROFILE_DRAFT);
    onClose();
  }

  return (
    <form className="card stack" noValidate onSubmit={submit} aria-label={words.edit}>
      {draft.isRestored && <Alert kind="info">{texts.trip.restored}</Alert>}
      <Field label={words.displayName} hint={words.displayNameHint} error={wrong.displayName}>
        {(control) => (
          <input
            {...control}
            ref={firstField}
            type="text"
            maxLength={80}
            autoComplete="nickname"
            value={draft.value.displayName}
            onChange={(event) => draft.change({ displayName: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.homeCountry} error={wrong.homeCountry}>
        {(control) => (
          <CountrySelect
            {...control}
            emptyLabel={words.none}
            autoComplete="country"
            value={draft.value.homeCountry}
            onChange={(event) => draft.change({ homeCountry: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.bio} hint={words.bioHint} error={wrong.bio}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={1000}
            value={draft.value.bio}
            onChange={(event) => draft.change({ bio: event.target.value })}
          />
        )}
      </Field>
      {error !== null && (
        <Alert kind="error">
          <p>
            <strong>{words.failed}</strong> {describe(error)}
          </p>
        </Alert>
      )}
      {newer && (
        <Conflict
          rows={compare(draft.value, toProfileDraft(newer))}
          onKeepMine={() => {
            setNewer(undefined);
            draft.change({ base: newer });
            void send(() => save({ ...draft.value, base: newer }));
          }}
          onTakeTheirs={close}
        />
      )}
      <div className="row">
        <SubmitButton busy={isBusy}>{isBusy ? texts.trip.saving : words.submit}</SubmitButton>
        <button type="button" className="button" onClick={close}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}

function compare(mine: ProfileDraft, theirs: ProfileDraft) {
  const country = (code: string) => (code ? countryName(code) : '');
  return [
    { label: texts.profile.displayName, mine: mine.displayName, theirs: theirs.displayName },
    { label: texts.profile.homeCountry, mine: country(mine.homeCountry), theirs: country(theirs.homeCountry) },
    { label: texts.profile.bio, mine: mine.bio, theirs: theirs.bio },
  ];
}
