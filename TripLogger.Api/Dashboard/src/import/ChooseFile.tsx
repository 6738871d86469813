import { type DragEvent, useId, useState } from 'react';
import { texts } from '../texts';
import { download } from '../ui/download';
import { Alert, Loading } from '../ui/Feedback';
import { useTask } from '../ui/useTask';
import { type CsvProblem, MOST_ROWS } from './readTrips';
import { template } from './writeTrips';

const MOST_BYTES = 10 * 1024 * 1024;

interface ChooseFileProps {
  /** What is wrong with the file that was chosen. */
  problem: string | undefined;
  onRead: (name: string, bytes: Uint8Array) => void;
}

export function ChooseFile({ problem, onRead }: ChooseFileProps) {
  const [isTooLarge, setIsTooLarge] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const hintId = useId();
  const words = texts.import;

  const { start, isBusy, error } = useTask(async (file: File) => {
    setIsTooLarge(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) {
      onRead(file.name, new Uint8Array(await file.arrayBuffer()));
    }
  });
  const wrong = isTooLarge ? words.tooMany(MOST_ROWS) : error !== null ? words.notCsv : problem;

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) {
      void start(file);
    }
  }

  return (
    <div className="stack">
      {wrong && <Alert kind="error">{wrong}</Alert>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className={isOver ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <p>{words.drop}</p>
        <label className="button button-primary">
          {words.choose}
          <input
            className="visually-hidden"
            type="file"
            accept=".csv,text/csv"
            aria-describedby={hintId}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) {
                void start(file);
              }
            }}
          />
        </label>
        {isBusy && <Loading label={words.readingFile} />}
      </div>
      <section className="card" id={hintId}>
        <h2>{words.format}</h2>
        <p>{words.formatIntro}</p>
        <p>{words.formatNotes}</p>
        <button type="button" className="button" onClick={() => download('triplogger-template.csv', 'text/csv;charset=utf-8', template())}>
          {words.template}
        </button>
      </section>
    </div>
  );
}

export function describeProblem(problem: CsvProblem): string {
  const words = texts.import;
  switch (problem.kind) {
    case 'badQuotes':
      return words.badQuotes(problem.line);
    case 'missingColumns':
    case 'doubledColumns':
      return words[problem.kind](problem.names.join(', '));
    case 'tooMany':
      return words.tooMany(MOST_ROWS);
    default:
      return words[problem.kind];
  }
}
