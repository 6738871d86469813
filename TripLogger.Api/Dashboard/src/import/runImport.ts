import { ApiError, describe } from '../api/errors';
import type { TripInput } from '../api/types';
import { fromDraft, type TripDraft } from '../trips/draft';

export type RowState = 'waiting' | 'created' | 'failed';

/** A row on its way. */
export interface ImportRow {
  line: number;
  draft: TripDraft;
  /** The same for every attempt: the API creates one trip for it, however often it is asked. */
  key: string;
  state: RowState;
  error?: string;
}

export interface ImportRun {
  rows: readonly ImportRow[];
  create: (input: TripInput, key: string, signal: AbortSignal) => Promise<unknown>;
  signal: AbortSignal;
  /** Called with each row that has got an answer. */
  onRow: (row: ImportRow) => void;
  /** Called with how long the server wants us to wait, and with 0 when it goes on. */
  onWait?: (ms: number) => void;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const AT_ONCE = 4;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;

/** Creates the trips that wait, a few at a time. What fails for a while is tried again; what is refused is told. Cancelling leaves the rest waiting. */
export async function runImport({ rows, create, signal, onRow, onWait, sleep = sleepFor }: ImportRun): Promise<void> {
  const queue = rows.filter((row) => row.state === 'waiting');
  let pause: Promise<void> | null = null;

  await Promise.all(Array.from({ length: AT_ONCE }, work));

  async function work(): Promise<void> {
    for (let row = queue.shift(); row && !signal.aborted; row = queue.shift()) {
      const done = await send(row);
      if (done) {
        onRow(done);
      }
    }
  }

  async function send(row: ImportRow): Promise<ImportRow | null> {
    for (let attempt = 1; ; attempt += 1) {
      await pause;
      if (signal.aborted) {
        return null;
      }
      try {
        await create(fromDraft(row.draft), row.key, signal);
        const { error: _, ...created } = row;
        return { ...created, state: 'created' };
      } catch (error) {
        if (signal.aborted) {
          return null;
        }
        if (!(error instanceof ApiError && error.isTransient && attempt < ATTEMPTS)) {
          return { ...row, state: 'failed', error: explain(error) };
        }
        // All wait together: the others would only be refused too.
        pause ??= waitFor(error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt).finally(() => {
          pause = null;
        });
      }
    }
  }

  async function waitFor(ms: number): Promise<void> {
    onWait?.(ms);
    await sleep(ms, signal);
    onWait?.(0);
  }
}

function explain(error: unknown): string {
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return fields.length > 0 ? fields.map(([path, message]) => `${path}: ${message}`).join(' ') : describe(error);
}

function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
