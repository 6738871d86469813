import { expect, it } from 'vitest';
import type { PublicTrip } from '../api/types';
import { foldTrips } from './folded';

type Follows = PublicTrip['follows'];

/** The list as `one(number of folded ones)`. */
function fold(...follows: Follows[]): string {
  const trips = follows.map((value, index) => ({ title: `${index}`, follows: value }) as PublicTrip);
  return foldTrips(trips)
    .map(({ trip, more }) => (more.length > 0 ? `${trip.title}(${more.length})` : trip.title))
    .join(' ');
}

it('shows two trips of a traveller in a row', () => {
  expect(fold(undefined, 'traveller', undefined)).toBe('0 1 2');
  expect(fold(undefined, 'traveller', 'traveller', 'traveller', undefined, 'traveller')).toBe('0 1(2) 4 5');
});

it('shows an import once', () => {
  expect(fold(undefined, 'import', 'import', undefined)).toBe('0(2) 3');
  expect(fold(undefined, 'import', 'traveller', 'import', 'traveller')).toBe('0(1) 2(2)');
});

it('begins with a trip whatever came before', () => expect(fold('import', 'import')).toBe('0(1)'));
