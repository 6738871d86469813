import { describe, expect, it } from 'vitest';
import { aTrip } from '../testing';
import { today, travelled, travelledBySummary } from './travelled';

const ON = '2026-06-15';
const trip = (startDate: string, endDate: string, country = 'PT', distanceKm = 10) =>
  aTrip({ startDate, endDate, distanceKm, destination: { name: 'There', country, latitude: 1, longitude: 1 } });
const daysOf = (...trips: ReturnType<typeof trip>[]) => travelled(trips, ON).days;

describe('what was travelled', () => {
  it('does not count what is planned', () => {
    const { trips, planned, distanceKm, days, countries, years } = travelled(
      [trip('2026-06-16', '2026-06-20', 'JP', 500), trip('2025-01-01', '2025-01-02', 'PT', 7)],
      ON,
    );
    expect({ trips, planned, distanceKm, days }).toEqual({ trips: 1, planned: 1, distanceKm: 7, days: 2 });
    expect(countries).toEqual([{ country: 'PT', trips: 1 }]);
    expect(years.map(({ year }) => year)).toEqual([2025]);
  });

  it('counts what has begun, until today', () => {
    expect(daysOf(trip('2026-06-15', '2026-06-30'))).toBe(1);
    expect(daysOf(trip('2026-06-10', '2026-06-30'))).toBe(6);
  });

  it('counts a day once', () => {
    expect(daysOf(trip('2025-01-01', '2025-01-10'), trip('2025-01-05', '2025-01-12'))).toBe(12);
    expect(daysOf(trip('2025-01-01', '2025-01-10'), trip('2025-01-03', '2025-01-04'), trip('2025-01-09', '2025-01-11'))).toBe(11);
    expect(daysOf(trip('2025-01-01', '2025-01-10'), trip('2025-01-10', '2025-01-10'), trip('2025-01-11', '2025-01-11'))).toBe(11);
  });

  it('counts a day in the year that it was in', () =>
    expect(travelled([trip('2023-12-30', '2025-01-02', 'PT', 5)], ON).years).toEqual([
      { year: 2025, distanceKm: 0, days: 2 },
      { year: 2024, distanceKm: 0, days: 366 },
      { year: 2023, distanceKm: 5, days: 2 },
    ]));

  it('is told by the summary before all trips were read', () => {
    const summary = {
      trips: 3,
      days: 12,
      distanceKm: 30,
      years: [],
      countries: [
        { country: 'JP', trips: 1 },
        { country: 'PT', trips: 2 },
      ],
    };
    expect(travelledBySummary(summary, [trip('2026-06-16', '2026-06-20', 'JP')])).toMatchObject({
      trips: 2,
      planned: 1,
      distanceKm: 20,
      days: 7,
      isAtMost: true,
      countries: [{ country: 'PT', trips: 2 }],
    });
  });
});

it('is today where the traveller is', () => expect(today(new Date(2026, 0, 2, 23, 59))).toBe('2026-01-02'));
