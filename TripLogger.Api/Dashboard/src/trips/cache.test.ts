import { describe, expect, it } from 'vitest';
import { aTrip } from '../testing';
import { allTrips, type TripPages, withoutTrip, withTrip } from './cache';

const latest = aTrip({ title: 'latest', startDate: '2026-05-01' });
const middle = aTrip({ title: 'middle', startDate: '2025-05-01' });
const first = aTrip({ title: 'first', startDate: '2024-05-01' });
const read = (nextCursor: string | null): TripPages => ({
  pages: [
    { items: [latest, middle], nextCursor: 'c' },
    { items: [first], nextCursor },
  ],
  pageParams: [null, 'c'],
});
const pages = read(null);
const titles = (changed: TripPages | undefined) => allTrips(changed).map((trip) => trip.title);
const on = (startDate: string) => aTrip({ title: 'new', startDate });

describe('the list that was read', () => {
  it('shows a change where the trip is', () =>
    expect(titles(withTrip(pages, { ...middle, title: 'changed' }, null))).toEqual(['latest', 'changed', 'first']));
  it('moves a trip whose first day changed', () => {
    expect(titles(withTrip(pages, { ...middle, startDate: '2026-06-01' }, null))).toEqual(['middle', 'latest', 'first']);
    expect(titles(withTrip(pages, { ...middle, startDate: '1999-06-01' }, null))).toEqual(['latest', 'first', 'middle']);
  });
  it('loses a deleted trip', () => expect(titles(withoutTrip(pages, latest.id))).toEqual(['middle', 'first']));
  it('has a new trip in its place', () => {
    expect(titles(withTrip(pages, on('2027-01-01'), null))).toEqual(['new', 'latest', 'middle', 'first']);
    expect(titles(withTrip(pages, on('2025-04-30'), null))).toEqual(['latest', 'middle', 'new', 'first']);
    expect(titles(withTrip(pages, on('2000-01-01'), null))).toEqual(['latest', 'middle', 'first', 'new']);
  });
  it('leaves a trip to the page that it comes with', () =>
    expect(titles(withTrip(read('d'), on('2000-01-01'), null))).toEqual(['latest', 'middle', 'first']));
  it('has those of its year only', () => {
    expect(titles(withTrip(pages, on('2023-01-01'), '2025'))).toEqual(['latest', 'middle', 'first']);
    expect(titles(withTrip(pages, { ...middle, startDate: '2023-01-01' }, '2025'))).toEqual(['latest', 'first']);
  });
  it('has no trip twice', () => expect(titles(withTrip(pages, middle, null))).toEqual(['latest', 'middle', 'first']));
  it('is left alone while nothing was read', () => expect(withTrip(undefined, first, null)).toBeUndefined());
});
