import { ApiError, describe, toFields } from '../api/errors';
import type { TripBatchAnswer, TripInput } from '../api/types';
import { texts } from '../texts';
import { fromDraft, fromServerErrors, type TripDraft } from '../trips/draft';
import { describeErrors } from './fields';

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

export interface BatchItem {
  idempotencyKey: string;
  trip: TripInput;
}

export interface ImportRun {
  rows: readonly ImportRow[];
  /** Asks the API to log these, and answers what came of each, in order. */
  create: (items: BatchItem[], signal: AbortSignal) => Promise<readonly TripBatchAnswer[]>;
  signal: AbortSignal;
  /** Called with rows that have got an answer. */
  onRows: (rows: ImportRow[]) => void;
  /** Called with how long the server wants us to wait, and with 0 when it goes on. */
  onWait?: (ms: number) => void;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The API takes no more in one request. Several requests at once would only meet in the traveller's summary. */
const AT_ONCE = 25;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;

/** Creates the trips that wait. What fails for a while is tried again; what is refused is told. Cancelling leaves the rest waiting. */
export async function runImport({ rows, create, signal, onRows, onWait, sleep = sleepFor }: ImportRun): Promise<void> {
  const waiting = rows.filter((row) => row.state === 'waiting');
  for (let start = 0; start < waiting.length && !signal.aborted; start += AT_ONCE) {
    const done = await send(waiting.slice(start, start + AT_ONCE));
    if (done) {
      onRows(done);
    }
  }

  async function send(batch: ImportRow[]): Promise<ImportRow[] | null> {
    const items = batch.map(({ key, draft }) => ({ idempotencyKey: key, trip: fromDraft(draft) }));
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        const answers = await create(items, signal);
        return batch.map((row, index) => settle(row, answers[index]));
      } catch (error) {
        if (signal.aborted) {
          break;
        }
        if (!(error instanceof ApiError && error.isTransient && attempt < ATTEMPTS)) {
          return batch.map((row) => ({ ...row, state: 'failed', error: describe(error) }));
        }
        const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt;
        onWait?.(pause);
        await sleep(pause, signal);
        onWait?.(0);
      }
    }
    return null;
  }
}

function settle({ error: _, ...row }: ImportRow, answer: TripBatchAnswer | undefined): ImportRow {
  if (answer?.status === 201) {
    return { ...row, state: 'created' };
  }
  const errors = describeErrors(fromServerErrors(toFields(answer?.problem)));
  return { ...row, state: 'failed', error: errors.join(' ') || answer?.problem?.detail || texts.errors.unexpected };
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
