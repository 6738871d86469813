import { useMemo, useState } from 'react';
import { texts } from '../texts';
import { useAllTrips } from '../trips/queries';
import { Failure, Loading } from '../ui/Feedback';
import { countryName, formatDay, formatExactly } from '../ui/format';
import { describeErrors } from './fields';
import { HowItWasRead } from './HowItWasRead';
import { knownBy } from './known';
import type { Choices, CsvRow, ReadFile } from './readTrips';

const SHOWN = 100;

interface PreviewProps {
  name: string;
  file: ReadFile;
  onChoose: (choices: Choices) => void;
  onStart: (rows: CsvRow[]) => void;
  onCancel: () => void;
}

/** What would be imported, and what would not and why. */
export function Preview({ name, file, onChoose, onStart, onCancel }: PreviewProps) {
  const { rows, reading } = file;
  const [skipsKnown, setSkipsKnown] = useState(true);
  const [onlyProblems, setOnlyProblems] = useState(false);
  const list = useAllTrips();
  const isKnown = useMemo(() => knownBy(list.trips), [list.trips]);
  const words = texts.import;

  const good = rows.filter((row) => !hasErrors(row));
  const known = new Set(good.filter((row) => isKnown(row.draft)));
  const chosen = skipsKnown ? good.filter((row) => !known.has(row)) : good;
  const shown = onlyProblems ? rows.filter(hasErrors) : rows;
  const isCompared = list.data !== undefined && !list.hasNextPage;

  return (
    <section className="stack" aria-labelledby="preview">
      <h2 id="preview">{words.previewTitle(name)}</h2>
      <HowItWasRead reading={reading} onChoose={onChoose} />
      <p role="status">{words.summary(chosen.length, rows.length - good.length, known.size)}</p>
      {!isCompared && !list.isError && <Loading label={words.checking} />}
      {list.isError && (
        <Failure
          title={texts.tripList.loadFailed}
          error={list.error}
          retry={() => void (list.data ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {known.size > 0 && (
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
              <th scope="col">{texts.trip.latitude}</th>
              <th scope="col">{texts.trip.longitude}</th>
              <th scope="col">{texts.trip.startDate}</th>
              <th scope="col">{texts.trip.endDate}</th>
              <th scope="col">{texts.trip.distance}</th>
              <th scope="col">{texts.tripList.visibility}</th>
              <th scope="col">{texts.trip.notes}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, SHOWN).map((row) => (
              <Row key={row.line} row={row} isKnown={known.has(row)} />
            ))}
          </tbody>
        </table>
      </section>
      {shown.length > SHOWN && <p className="hint">{words.more(shown.length - SHOWN)}</p>}
    </section>
  );
}

/** A row as it will be stored: its numbers without anything between their digits, its days by the name of their month. */
function Row({ row, isKnown }: { row: CsvRow; isKnown: boolean }) {
  const { draft, errors } = row;
  const number = (field: 'latitude' | 'longitude' | 'distanceKm') =>
    draft[field] === '' || errors[field] ? draft[field] : formatExactly(Number(draft[field]));
  const day = (field: 'startDate' | 'endDate') => (errors[field] ? draft[field] : formatDay(draft[field]));
  return (
    <tr className={hasErrors(row) ? 'bad' : undefined}>
      <td>{row.line}</td>
      <td>
        {hasErrors(row) ? (
          <ul className="plain">
            {/* Where a line's fields are shifted, what is wrong with each of them says nothing. */}
            {(row.problem ? [row.problem] : describeErrors(errors)).map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        ) : isKnown ? (
          texts.import.known
        ) : (
          texts.import.ready
        )}
      </td>
      <td>{draft.title}</td>
      <td>{[draft.place, errors.country ? draft.country : countryName(draft.country)].filter(Boolean).join(', ')}</td>
      <td>{number('latitude')}</td>
      <td>{number('longitude')}</td>
      <td className="day">{day('startDate')}</td>
      <td className="day">{day('endDate')}</td>
      <td>{number('distanceKm')}</td>
      <td>{draft.visibility}</td>
      <td className="notes">{draft.notes}</td>
    </tr>
  );
}

const hasErrors = (row: CsvRow) => row.problem !== undefined || Object.keys(row.errors).length > 0;
