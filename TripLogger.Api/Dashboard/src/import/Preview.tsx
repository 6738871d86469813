import { useMemo, useState } from 'react';
import { texts } from '../texts';
import { useAllTrips } from '../trips/queries';
import { Failure, Loading } from '../ui/Feedback';
import type { CsvRow } from './csv';
import { knownBy } from './known';

const SHOWN = 100;

interface PreviewProps {
  name: string;
  rows: CsvRow[];
  onStart: (rows: CsvRow[]) => void;
  onCancel: () => void;
}

/** What would be imported, and what would not and why. */
export function Preview({ name, rows, onStart, onCancel }: PreviewProps) {
  const [skipsKnown, setSkipsKnown] = useState(true);
  const [onlyProblems, setOnlyProblems] = useState(false);
  const list = useAllTrips();
  const isKnown = useMemo(() => knownBy(list.trips), [list.trips]);
  const words = texts.import;

  const good = rows.filter((row) => !hasErrors(row));
  const known = good.filter((row) => isKnown(row.draft));
  const chosen = skipsKnown ? good.filter((row) => !known.includes(row)) : good;
  const shown = onlyProblems ? rows.filter(hasErrors) : rows;
  const isCompared = list.data !== undefined && !list.hasNextPage;

  return (
    <section className="stack" aria-labelledby="preview">
      <h2 id="preview">{words.previewTitle(name)}</h2>
      <p role="status">{words.summary(chosen.length, rows.length - good.length, known.length)}</p>
      {!isCompared && !list.isError && <Loading label={words.checking} />}
      {list.isError && (
        <Failure
          title={texts.tripList.loadFailed}
          error={list.error}
          retry={() => void (list.data ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {known.length > 0 && (
        <label className="check">
          <input type="checkbox" checked={skipsKnown} onChange={(event) => setSkipsKnown(event.target.checked)} />
          {words.skipKnown}
        </label>
      )}
      {good.length < rows.length && (
        <label className="check">
          <input type="checkbox" checked={onlyProblems} onChange={(event) => setOnlyProblems(event.target.checked)} />
          {words.onlyProblems}
        </label>
      )}
      <div className="row">
        <button
          type="button"
          className="button button-primary"
          disabled={chosen.length === 0 || !isCompared}
          onClick={() => onStart(chosen)}
        >
          {words.start(chosen.length)}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={words.rows}>
        <table className="preview">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{texts.trip.title}</th>
              <th scope="col">{texts.trip.place}</th>
              <th scope="col">{texts.trip.startDate}</th>
              <th scope="col">{texts.trip.endDate}</th>
              <th scope="col">{texts.trip.distance}</th>
              <th scope="col">{texts.tripList.visibility}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, SHOWN).map((row) => (
              <tr key={row.line} className={hasErrors(row) ? 'bad' : undefined}>
                <td>{row.line}</td>
                <td>
                  {hasErrors(row) ? (
                    <ul className="plain">
                      {Object.entries(row.errors).map(([field, message]) => (
                        <li key={field}>
                          {labels[field as keyof typeof labels]}: {message}
                        </li>
                      ))}
                    </ul>
                  ) : known.includes(row) ? (
                    words.known
                  ) : (
                    words.ready
                  )}
                </td>
                <td>{row.draft.title}</td>
                <td>{[row.draft.place, row.draft.country].filter(Boolean).join(', ')}</td>
                <td className="day">{row.draft.startDate}</td>
                <td className="day">{row.draft.endDate}</td>
                <td>{row.draft.distanceKm}</td>
                <td>{row.draft.visibility}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length > SHOWN && <p className="hint">{words.more(shown.length - SHOWN)}</p>}
    </section>
  );
}

const labels = {
  title: texts.trip.title,
  place: texts.trip.place,
  country: texts.trip.country,
  latitude: texts.trip.latitude,
  longitude: texts.trip.longitude,
  startDate: texts.trip.startDate,
  endDate: texts.trip.endDate,
  distanceKm: texts.trip.distance,
  notes: texts.trip.notes,
  visibility: texts.tripList.visibility,
};

const hasErrors = (row: CsvRow) => Object.keys(row.errors).length > 0;
