import { expect, it } from 'vitest';
import { aTrip } from '../testing';
import { rememberWrite, withRecentWrites } from './recent';

const MINUTE = 60_000;

it('shows what was written although the list does not have it yet', () => {
  const changed = aTrip({ startDate: '2025-01-01', version: 2, title: 'changed' });
  const created = aTrip({ startDate: '2026-01-01', title: 'created' });
  const deleted = aTrip({ startDate: '2024-01-01' });
  rememberWrite(changed.id, changed, 0);
  rememberWrite(created.id, created, 0);
  rememberWrite(deleted.id, null, 0);
  const read = [{ ...changed, version: 1, title: 'as it was' }, deleted];

  expect(withRecentWrites(read, null, true, MINUTE).map(({ title }) => title)).toEqual(['created', 'changed']);
  // A newer version, of another device, is shown as it is; and after a while the list knows best.
  expect(withRecentWrites([{ ...changed, version: 3, title: 'newer' }], null, true, MINUTE).map(({ title }) => title)).toEqual([
    'created',
    'newer',
  ]);
  expect(withRecentWrites(read, null, true, 2 * MINUTE)).toEqual(read);
});
