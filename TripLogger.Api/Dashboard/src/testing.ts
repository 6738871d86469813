import type { Trip } from './api/types';

/** A trip for tests; what matters is named by the test. */
export function aTrip(part: Partial<Trip> = {}): Trip {
  return {
    id: crypto.randomUUID(),
    title: 'Grandmother’s birthday',
    destination: { name: 'Évora', country: 'PT', latitude: 38.5714, longitude: -7.9135 },
    startDate: '2026-02-20',
    endDate: '2026-02-22',
    notes: 'Bring the almond cake.',
    distanceKm: 270.5,
    visibility: 'private',
    createdAt: '2026-02-23T10:00:00Z',
    updatedAt: '2026-02-23T10:00:00Z',
    version: 1,
    ...part,
  };
}
