import { api, read } from '../api/client';
import { ApiError } from '../api/errors';
import type { AccountExport } from '../api/types';
import { readAllTrips } from '../trips/readAll';

/** Everything that the API holds about the traveller. Too much for one answer is read page by page, without the idempotency keys, which have no page. */
export async function exportAccount(onProgress: (trips: number) => void): Promise<AccountExport | Omit<AccountExport, 'idempotencyKeys'>> {
  try {
    return await read<AccountExport>(api.GET('/api/profile/export'));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 422)) {
      throw error;
    }
  }
  const [profile, summary, trips] = await Promise.all([
    read(api.GET('/api/profile')),
    read(api.GET('/api/trips/summary')),
    readAllTrips(onProgress),
  ]);
  return { exportedAt: new Date().toISOString(), profile, summary, trips };
}
