import { type DragEvent, useId, useState } from 'react';
import { texts } from '../texts';
import { download } from '../ui/download';
import { Alert, Loading } from '../ui/Feedback';
import { useTask } from '../ui/useTask';
import type { CsvProblem, CsvRow } from './csv';

const MOST_ROWS = 5_000;
const MOST_BYTES = 10 * 1024 * 1024;

export function ChooseFile({ onRead }: { onRead: (name: string, rows: CsvRow[]) => void }) {
  const [problem, setProblem] = useState<string>();
  const [isOver, setIsOver] = useState(false);
  const hintId = useId();
  const words = texts.import;

  const { start, isBusy, error } = useTask(async (file: File) => {
    setProblem(undefined);
    if (file.size > MOST_BYTES) {
      setProblem(words.tooMany(MOST_ROWS));
      return;
    }
    const [{ parseCsv }, text] = await Promise.all([import('./csv'), file.text()]);
    const read = parseCsv(text);
    if ('problem' in read) {
      setProblem(describeProblem(read.problem));
    } else if (read.rows.length > MOST_ROWS) {
      setProblem(words.tooMany(MOST_ROWS));
    } else {
      onRead(file.name, read.rows);
    }
  });

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
      {problem && <Alert kind="error">{problem}</Alert>}
      {error !== null && <Alert kind="error">{words.notCsv}</Alert>}
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
        {isBusy && <Loading label={words.reading} />}
      </div>
      <section className="card" id={hintId}>
        <h2>{words.format}</h2>
        <p>{words.formatIntro}</p>
        <button
          type="button"
          className="button"
          onClick={() =>
            void import('./csv').then(({ template }) => download('triplogger-template.csv', 'text/csv;charset=utf-8', template))
          }
        >
          {words.template}
        </button>
      </section>
    </div>
  );
}

function describeProblem(problem: CsvProblem): string {
  switch (problem.kind) {
    case 'notCsv':
      return texts.import.notCsv;
    case 'noRows':
      return texts.import.noRows;
    case 'missingColumns':
      return texts.import.missingColumns(problem.names.join(', '));
  }
}
