import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors';
import { aTrip } from '../testing';
import { toDraft } from '../trips/draft';
import { type ImportRow, runImport } from './runImport';

const rows = (number: number): ImportRow[] =>
  Array.from({ length: number }, (_, index) => ({
    line: index + 2,
    draft: toDraft(aTrip({ title: `Trip ${index}` })),
    key: `key-${index}`,
    state: 'waiting',
  }));

/** An API that keeps what it was asked to create, by key. */
function fakeApi(fail: (call: number, key: string) => ApiError | null = () => null) {
  const created = new Map<string, number>();
  let calls = 0;
  return {
    created,
    calls: () => calls,
    create: async (_input: unknown, key: string) => {
      calls += 1;
      const failure = fail(calls, key);
      if (failure) {
        throw failure;
      }
      created.set(key, (created.get(key) ?? 0) + 1);
    },
  };
}

function run(
  from: ImportRow[],
  api: ReturnType<typeof fakeApi>,
  options: { controller?: AbortController; onRow?: (row: ImportRow) => void } = {},
) {
  const done: ImportRow[] = [];
  const waits: number[] = [];
  const finished = runImport({
    rows: from,
    create: api.create,
    signal: (options.controller ?? new AbortController()).signal,
    sleep: async () => {},
    onWait: (ms) => waits.push(ms),
    onRow: (row) => {
      done.push(row);
      options.onRow?.(row);
    },
  });
  return finished.then(() => ({ done, waits }));
}

describe('an import', () => {
  it('creates every row once', async () => {
    const api = fakeApi();
    const { done } = await run(rows(25), api);
    expect(done.every((row) => row.state === 'created')).toBe(true);
    expect([...api.created.values()]).toEqual(Array(25).fill(1));
  });

  it('waits as long as the server asks, and then goes on with the same keys', async () => {
    const api = fakeApi((call) => (call === 3 ? new ApiError(429, 'slow down', {}, 7000) : null));
    const { done, waits } = await run(rows(10), api);
    expect(waits).toContain(7000);
    expect(done.filter((row) => row.state === 'created')).toHaveLength(10);
    expect(api.created.size).toBe(10);
  });

  it('tries again what got no answer', async () => {
    const attempts: string[] = [];
    const api = fakeApi((_, key) => {
      attempts.push(key);
      return attempts.filter((attempt) => attempt === key).length < 3 ? new ApiError(0, 'no answer') : null;
    });
    const { done } = await run(rows(1), api);
    expect(attempts).toEqual(['key-0', 'key-0', 'key-0']);
    expect(done[0]?.state).toBe('created');
  });

  it('gives up on a row after some attempts, and tells why', async () => {
    const api = fakeApi(() => new ApiError(503, 'TripLogger has a problem right now.'));
    const { done } = await run(rows(1), api);
    expect(done).toMatchObject([{ state: 'failed', error: 'TripLogger has a problem right now.' }]);
    expect(api.calls()).toBe(5);
  });

  it('does not insist on what the server refuses, and goes on with the others', async () => {
    const api = fakeApi((_, key) => (key === 'key-1' ? new ApiError(400, 'invalid', { title: 'No such title.' }) : null));
    const { done } = await run(rows(3), api);
    expect(done.find((row) => row.key === 'key-1')).toMatchObject({ state: 'failed', error: 'title: No such title.' });
    expect(api.created.size).toBe(2);
  });

  it('that was cancelled leaves the rest waiting; going on creates nothing twice', async () => {
    const api = fakeApi();
    const controller = new AbortController();
    const all = rows(30);
    await run(all, api, {
      controller,
      onRow: (row) => {
        all[row.line - 2] = row;
        if (row.line === 10) {
          controller.abort();
        }
      },
    });
    expect(all.some((row) => row.state === 'waiting')).toBe(true);

    await run(all, api, { onRow: (row) => (all[row.line - 2] = row) });

    expect(all.every((row) => row.state === 'created')).toBe(true);
    expect(api.created.size).toBe(30);
  });
});
