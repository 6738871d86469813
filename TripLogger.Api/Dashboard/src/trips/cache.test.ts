import { describe, expect, it } from 'vitest';
import { aTrip } from '../testing';
import { allTrips, type TripPages, withNewTrip, withoutTrip, withTrip } from './cache';

const first = aTrip({ title: 'first' });
const second = aTrip({ title: 'second' });
const pages: TripPages = {
  pages: [
    { items: [first], nextCursor: 'c' },
    { items: [second], nextCursor: null },
  ],
  pageParams: [null, 'c'],
};
const titles = (changed: TripPages | undefined) => allTrips(changed).map((trip) => trip.title);

describe('the list that was read', () => {
  it('shows a change wherever the trip is', () =>
    expect(titles(withTrip(pages, { ...second, title: 'changed' }))).toEqual(['first', 'changed']));
  it('loses a deleted trip', () => expect(titles(withoutTrip(pages, first.id))).toEqual(['second']));
  it('begins with a new trip', () => expect(titles(withNewTrip(pages, aTrip({ title: 'new' })))).toEqual(['new', 'first', 'second']));
  it('has no trip twice', () => expect(titles(withNewTrip(pages, second))).toEqual(['first', 'second']));
  it('is left alone while nothing was read', () => expect(withNewTrip(undefined, first)).toBeUndefined());
});
