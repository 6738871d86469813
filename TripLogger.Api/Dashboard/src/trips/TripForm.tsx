import { Suspense, useId, useState } from 'react';
import { texts } from '../texts';
import { CountrySelect } from '../ui/CountrySelect';
import { Loading } from '../ui/Feedback';
import { Field } from '../ui/Field';
import { lazyView } from '../ui/lazyView';
import { Switch } from '../ui/Switch';
import type { TripDraft, TripErrors } from './draft';
import { PlaceField } from './PlaceField';

const PlacePicker = lazyView(() => import('../map/PlacePicker'));

interface TripFormProps {
  value: TripDraft;
  errors: TripErrors;
  onChange: (part: Partial<TripDraft>) => void;
}

/** The fields of a trip. */
export function TripForm({ value, errors, onChange }: TripFormProps) {
  const [isPicking, setIsPicking] = useState(false);
  const publicHint = useId();
  const words = texts.trip;

  const text = (field: keyof TripDraft) => ({
    value: value[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  });

  return (
    <>
      <Field label={words.title} hint={words.titleHint} error={errors.title}>
        {(control) => <input {...control} type="text" maxLength={120} autoComplete="off" required {...text('title')} />}
      </Field>
      <div className="columns">
        <PlaceField value={value.place} error={errors.place} onChange={onChange} />
        <Field label={words.country} error={errors.country}>
          {(control) => <CountrySelect {...control} emptyLabel={words.chooseCountry} required {...text('country')} />}
        </Field>
      </div>
      <div className="columns">
        <Field label={words.latitude} hint={words.latitudeHint} error={errors.latitude}>
          {(control) => <input {...control} type="text" autoComplete="off" required {...text('latitude')} />}
        </Field>
        <Field label={words.longitude} hint={words.longitudeHint} error={errors.longitude}>
          {(control) => <input {...control} type="text" autoComplete="off" required {...text('longitude')} />}
        </Field>
      </div>
      <div>
        <button type="button" className="button button-small" aria-expanded={isPicking} onClick={() => setIsPicking(!isPicking)}>
          {isPicking ? words.hidePick : words.pick}
        </button>
        {isPicking && (
          <Suspense fallback={<Loading />}>
            <PlacePicker latitude={value.latitude} longitude={value.longitude} onPick={onChange} />
          </Suspense>
        )}
      </div>
      <div className="columns">
        <Field label={words.startDate} error={errors.startDate}>
          {(control) => (
            <input
              {...control}
              type="date"
              min="1900-01-01"
              max="2200-12-31"
              required
              {...text('startDate')}
              // Not while typing: a year's first digit already makes a date.
              onBlur={() => !value.endDate && onChange({ endDate: value.startDate })}
            />
          )}
        </Field>
        <Field label={words.endDate} error={errors.endDate}>
          {(control) => (
            <input {...control} type="date" min={value.startDate || '1900-01-01'} max="2200-12-31" required {...text('endDate')} />
          )}
        </Field>
        <Field label={words.distance} hint={words.distanceHint} error={errors.distanceKm}>
          {(control) => <input {...control} type="text" inputMode="decimal" autoComplete="off" {...text('distanceKm')} />}
        </Field>
      </div>
      <Field label={words.notes} hint={words.notesHint} error={errors.notes}>
        {(control) => <textarea {...control} rows={5} maxLength={5000} {...text('notes')} />}
      </Field>
      <div className="field">
        <Switch
          label={words.public}
          checked={value.visibility === 'public'}
          describedBy={publicHint}
          onChange={(checked) => onChange({ visibility: checked ? 'public' : 'private' })}
        />
        <p id={publicHint} className="hint">
          {words.publicHint}
        </p>
      </div>
    </>
  );
}
