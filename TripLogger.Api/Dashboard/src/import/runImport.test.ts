import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors';
import type { TripBatchAnswer } from '../api/types';
import { aTrip } from '../testing';
import { toDraft } from '../trips/draft';
import { withoutKnown } from './known';
import { type BatchItem, type ImportRow, runImport } from './runImport';

const rows = (number: number): ImportRow[] =>
  Array.from({ length: number }, (_, index) => ({
    line: index + 2,
    draft: toDraft(aTrip({ title: `Trip ${index}` })),
    key: `key-${index}`,
    state: 'waiting',
  }));

/** An API that keeps what it was asked to create, by key, and answers as TripLogger's does. */
function fakeApi(fail: (call: number) => ApiError | null = () => null, refuse: (key: string) => TripBatchAnswer | null = () => null) {
  const created = new Set<string>();
  const sizes: number[] = [];
  return {
    created,
    sizes,
    create: async (items: BatchItem[]): Promise<TripBatchAnswer[]> => {
      sizes.push(items.length);
      const failure = fail(sizes.length);
      if (failure) {
        throw failure;
      }
      return items.map(({ idempotencyKey }) => {
        const refused = refuse(idempotencyKey);
        if (!refused) {
          created.add(idempotencyKey);
        }
        return refused ?? { status: 201, trip: aTrip() };
      });
    },
  };
}

function run(
  from: ImportRow[],
  api: Pick<ReturnType<typeof fakeApi>, 'create'>,
  options: { controller?: AbortController; onRows?: (rows: ImportRow[]) => void } = {},
) {
  const done: ImportRow[] = [];
  const waits: number[] = [];
  const finished = runImport({
    rows: from,
    create: api.create,
    signal: (options.controller ?? new AbortController()).signal,
    sleep: async () => {},
    onWait: (ms) => waits.push(ms),
    onRows: (answered) => {
      done.push(...answered);
      options.onRows?.(answered);
    },
  });
  return finished.then(() => ({ done, waits }));
}

describe('an import', () => {
  it('creates every row once, many at a time', async () => {
    const api = fakeApi();
    const { done } = await run(rows(60), api);
    expect(done.every((row) => row.state === 'created')).toBe(true);
    expect(api.created.size).toBe(60);
    expect(api.sizes).toEqual([25, 25, 10]);
  });

  it('waits as long as the server asks, and then goes on with the same keys', async () => {
    const api = fakeApi((call) => (call === 2 ? new ApiError(429, 'slow down', {}, 7000) : null));
    const { done, waits } = await run(rows(60), api);
    expect(waits).toEqual([7000, 0]);
    expect(done.filter((row) => row.state === 'created')).toHaveLength(60);
    expect(api.created.size).toBe(60);
  });

  it('asks again, with the same keys, for what got no answer', async () => {
    const asked: string[][] = [];
    const { done } = await run(rows(2), {
      create: async (items) => {
        asked.push(items.map(({ idempotencyKey }) => idempotencyKey));
        if (asked.length < 3) {
          throw new ApiError(0, 'no answer');
        }
        return items.map(() => ({ status: 201, trip: aTrip() }));
      },
    });
    expect(asked).toEqual(Array(3).fill(['key-0', 'key-1']));
    expect(done.map(({ state }) => state)).toEqual(['created', 'created']);
  });

  it('gives up after some attempts, and tells why', async () => {
    const api = fakeApi(() => new ApiError(503, 'TripLogger has a problem right now.'));
    const { done } = await run(rows(1), api);
    expect(done).toMatchObject([{ state: 'failed', error: 'TripLogger has a problem right now.' }]);
    expect(api.sizes).toHaveLength(5);
  });

  it('does not insist on what the server refuses, and goes on with the others', async () => {
    const api = fakeApi(undefined, (key) =>
      key === 'key-1' ? { status: 400, problem: { status: 400, errors: { 'destination.name': ['No such place.'] } } } : null,
    );
    const { done } = await run(rows(3), api);
    expect(done.find((row) => row.key === 'key-1')).toMatchObject({ state: 'failed', error: 'Destination: No such place.' });
    expect(api.created.size).toBe(2);
    expect(api.sizes).toEqual([3]);
  });

  it('tells what the server says of a row where it names no field that the page has', async () => {
    const api = fakeApi(undefined, () => ({
      status: 422,
      problem: { detail: 'This key was used.', errors: { idempotencyKey: ['This key was used.'] } },
    }));
    const { done } = await run(rows(1), api);
    expect(done).toMatchObject([{ state: 'failed', error: 'This key was used.' }]);
  });

  it('counts no row as created that got no answer of its own', async () => {
    const { done } = await run(rows(2), { create: async () => [{ status: 201, trip: aTrip() }] });
    expect(done.map(({ state }) => state)).toEqual(['created', 'failed']);
  });

  it('that was cancelled leaves the rest waiting; going on creates nothing twice', async () => {
    const api = fakeApi();
    const controller = new AbortController();
    let all = rows(60);
    const take = (answered: ImportRow[]) => {
      all = all.map((row) => answered.find(({ key }) => key === row.key) ?? row);
    };
    await run(all, api, {
      controller,
      onRows: (answered) => {
        take(answered);
        controller.abort();
      },
    });
    expect(all.filter((row) => row.state === 'waiting')).toHaveLength(35);

    await run(all, api, { onRows: take });

    expect(all.every((row) => row.state === 'created')).toBe(true);
    expect(api.created.size).toBe(60);
    expect(api.sizes).toEqual([25, 25, 10]);
  });

  it('that is older than the keys takes what is among the trips for created', () => {
    const [first, second] = rows(2) as [ImportRow, ImportRow];
    const known = aTrip({ title: 'Trip 0' });
    expect(withoutKnown([first, second], [known]).map(({ state }) => state)).toEqual(['created', 'waiting']);
  });
});
