import { describe, expect, it } from 'vitest';
import { aTrip } from '../testing';
import { filterTrips, noFilter } from './filter';

const evora = aTrip();
const alps = aTrip({
  title: 'Over the Gotthard',
  destination: { name: 'Andermatt', country: 'CH', latitude: 46.6, longitude: 8.6 },
  startDate: '2024-06-14',
  notes: 'Fog.',
  visibility: 'public',
});
const find = (part: Partial<typeof noFilter>) => filterTrips([evora, alps], { ...noFilter, ...part });

describe('searching trips', () => {
  it('finds all of them by nothing', () => expect(find({})).toEqual([evora, alps]));
  it('looks past accents and case', () => expect(find({ text: 'EVORA' })).toEqual([evora]));
  it('looks into the notes', () => expect(find({ text: 'almond' })).toEqual([evora]));
  it('looks at the name of the country', () => expect(find({ text: 'switzerland' })).toEqual([alps]));
  it('wants every word', () => expect(find({ text: 'gotthard almond' })).toEqual([]));
  it('filters by year, country and visibility', () => {
    expect(find({ year: '2024' })).toEqual([alps]);
    expect(find({ country: 'PT' })).toEqual([evora]);
    expect(find({ visibility: 'public' })).toEqual([alps]);
    expect(find({ visibility: 'public', year: '2026' })).toEqual([]);
  });
});
