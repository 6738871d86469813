import { type ReactNode, useState } from 'react';
import { ApiError, describe } from '../api/errors';
import { texts } from '../texts';
import type { Draft } from '../ui/drafts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { useForm } from '../ui/useForm';
import { checkDraft, fromServerErrors, type TripDraft, type TripErrors } from './draft';
import { TripForm } from './TripForm';
import './trips.css';

interface TripEditorProps<T extends TripDraft> {
  draft: Draft<T>;
  submitLabel: string;
  save: (draft: T) => Promise<void>;
  onCancel: () => void;
  /** What to decide before it can be saved, given a way to save something else than what is typed. */
  children?: (send: (task: () => Promise<void>) => Promise<void>) => ReactNode;
}

/** A trip's form with what is around it: errors at their fields, and what was typed before. */
export function TripEditor<T extends TripDraft>({ draft, submitLabel, save, onCancel, children }: TripEditorProps<T>) {
  const [serverErrors, setServerErrors] = useState<TripErrors>({});
  const { errors, submit, send, isBusy, error } = useForm<TripErrors>(
    () => checkDraft(draft.value),
    async () => {
      setServerErrors({});
      try {
        await save(draft.value);
      } catch (reason) {
        if (reason instanceof ApiError) {
          setServerErrors(fromServerErrors(reason.fields));
        }
        throw reason;
      }
    },
  );

  return (
    <form className="card stack" noValidate onSubmit={submit}>
      {draft.isRestored && (
        <Alert kind="info">
          <p>{texts.trip.restored}</p>
          <button type="button" className="button button-small" onClick={draft.discard}>
            {texts.trip.discard}
          </button>
        </Alert>
      )}
      <TripForm
        value={draft.value}
        errors={{ ...serverErrors, ...errors }}
        onChange={(part) => {
          // What the server said about a field is about what it was.
          setServerErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
          draft.change(part as Partial<T>);
        }}
      />
      {error !== null && (
        <Alert kind="error">
          <p>
            <strong>{texts.trip.failed}</strong> {describe(error)}
          </p>
        </Alert>
      )}
      {children?.(send)}
      <div className="row">
        <SubmitButton busy={isBusy}>{isBusy ? texts.trip.saving : submitLabel}</SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}
