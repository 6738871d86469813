import { beforeEach, expect, it, vi } from 'vitest';
import { closeAccount } from './closeAccount';

const remove = vi.hoisted(() => vi.fn());
vi.mock('../api/client', async (original) => ({ ...(await original<typeof import('../api/client')>()), api: { DELETE: remove } }));

const answer = (status: number, headers: Record<string, string> = {}) => ({ response: new Response(null, { status, headers }), error: {} });

beforeEach(() => {
  remove.mockReset();
});

it('asks until everything is deleted, and waits in between as the API says', async () => {
  remove
    .mockResolvedValueOnce(answer(202, { 'Retry-After': '3' }))
    .mockResolvedValueOnce(answer(202, { 'Retry-After': '1' }))
    .mockResolvedValueOnce(answer(204));
  const waits: number[] = [];

  await closeAccount(async (ms) => {
    waits.push(ms);
  });

  expect(remove).toHaveBeenCalledTimes(3);
  expect(waits).toEqual([3000, 1000]);
});

it('tells when it is not done', async () => {
  remove.mockResolvedValueOnce(answer(503));
  await expect(closeAccount(async () => {})).rejects.toMatchObject({ status: 503 });
});
