import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts';
import { createTrips, summaryKey, tripsKey } from '../trips/queries';
import { readAllTrips } from '../trips/readAll';
import { Alert, Failure } from '../ui/Feedback';
import type { StoredImport } from './ImportPage';
import { withoutKnown } from './known';
import { type ImportRow, runImport } from './runImport';

interface ProgressProps {
  stored: StoredImport;
  /** Whether it was interrupted before: then it does not go on by itself. */
  isRestored: boolean;
  /** Called when rows have got answers, to keep them. */
  onChange: (rows: ImportRow[]) => void;
  onStartOver: () => void;
}

const SAVE_EVERY_MS = 1_000;
// The API knows a key for 24 hours.
const KEYS_LAST_MS = 23 * 3_600_000;

export function Progress({ stored, isRestored, onChange, onStartOver }: ProgressProps) {
  const client = useQueryClient();
  const [rows, setRows] = useState(stored.rows);
  const [waitMs, setWaitMs] = useState(0);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController>(null);
  const save = useRef(onChange);
  save.current = onChange;

  const run = useCallback(
    async (from: ImportRow[]) => {
      const controller = new AbortController();
      abort.current = controller;
      setError(null);
      setIsRunning(true);
      try {
        let current = isOld(stored) ? withoutKnown(from, await readAllTrips()) : from;
        setRows(current);
        let savedAt = Date.now();
        const show = (answered: readonly ImportRow[]) => {
          const byKey = new Map(answered.map((row) => [row.key, row]));
          current = current.map((row) => byKey.get(row.key) ?? row);
          setRows(current);
          if (Date.now() - savedAt >= SAVE_EVERY_MS) {
            savedAt = Date.now();
            save.current(current);
          }
        };
        await runImport({
          rows: current,
          create: (items, signal) => createTrips(stored.batchId ?? crypto.randomUUID(), items, signal),
          signal: controller.signal,
          onWait: setWaitMs,
          onRows: show,
        });
        save.current(current);
      } catch (reason) {
        setError(reason);
      }
      setWaitMs(0);
      setIsRunning(false);
      await Promise.all([client.invalidateQueries({ queryKey: tripsKey }), client.invalidateQueries({ queryKey: summaryKey })]);
    },
    [client, stored],
  );

  // Leaving the page stops it; it goes on from there on return.
  useEffect(() => {
    const timer = isRestored ? undefined : setTimeout(() => void run(stored.rows));
    return () => {
      clearTimeout(timer);
      abort.current?.abort();
    };
  }, [run, stored, isRestored]);

  const count = (state: ImportRow['state']) => rows.filter((row) => row.state === state).length;
  const created = count('created');
  const failed = rows.filter((row) => row.state === 'failed');
  const waiting = count('waiting');
  const words = texts.import;

  function retryFailed() {
    const again = rows.map((row): ImportRow => (row.state === 'failed' ? { ...row, state: 'waiting' } : row));
    setRows(again);
    void run(again);
  }

  return (
    <section className="card stack" aria-label={words.title}>
      <progress max={rows.length} value={created + failed.length} aria-label={words.title} />
      <p role="status">{waitMs > 0 ? words.waitingFor(Math.ceil(waitMs / 1000)) : words.progress(created, rows.length)}</p>

      {isRunning && (
        <div className="row">
          <button type="button" className="button" onClick={() => abort.current?.abort()}>
            {words.cancel}
          </button>
        </div>
      )}

      {error !== null && <Failure error={error} />}

      {!isRunning && waiting > 0 && (
        <>
          <Alert kind="info">{isRestored && created + failed.length === 0 ? words.interrupted : words.cancelled(created, waiting)}</Alert>
          <div className="row">
            <button type="button" className="button button-primary" onClick={() => void run(rows)}>
              {words.resume}
            </button>
            <button type="button" className="button" onClick={onStartOver}>
              {words.startOver}
            </button>
          </div>
        </>
      )}

      {!isRunning && waiting === 0 && (
        <>
          <Alert kind={failed.length > 0 ? 'error' : 'success'}>
            {failed.length > 0 ? words.doneWithErrors(created, failed.length) : words.done(created)}
          </Alert>
          <div className="row">
            {failed.length > 0 && (
              <button type="button" className="button button-primary" onClick={retryFailed}>
                {words.retry(failed.length)}
              </button>
            )}
            <Link href="/trips" className="button">
              {words.toTrips}
            </Link>
            <button type="button" className="button" onClick={onStartOver}>
              {words.another}
            </button>
          </div>
        </>
      )}

      {failed.length > 0 && (
        <table className="preview">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{texts.trip.title}</th>
              <th scope="col">{words.status}</th>
            </tr>
          </thead>
          <tbody>
            {failed.map((row) => (
              <tr key={row.key} className="bad">
                <td>{row.line}</td>
                <td>{row.draft.title}</td>
                <td>{row.error}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Whether the API may have forgotten what was asked of it, and would do it once more. */
const isOld = ({ startedAt }: StoredImport) => Date.now() - (startedAt ?? 0) > KEYS_LAST_MS;
