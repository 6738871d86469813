import { describe, expect, it } from 'vitest';
import { checkDraft, emptyDraft, fromDraft, fromServerErrors, parseNumber, type TripDraft, toDraft } from './draft';

const good: TripDraft = {
  title: 'Over the Gotthard',
  place: 'Andermatt',
  country: 'CH',
  latitude: '46.6357',
  longitude: '8.5939',
  startDate: '2024-06-14',
  endDate: '2024-06-21',
  distanceKm: '412.6',
  notes: '',
  visibility: 'public',
};

describe('what is typed about a trip', () => {
  it('is fine when it is what the API accepts', () => {
    expect(checkDraft(good)).toEqual({});
  });

  it.each<[keyof TripDraft, string]>([
    ['title', '   '],
    ['title', 'x'.repeat(121)],
    ['place', ''],
    ['country', ''],
    ['country', 'XX'],
    ['country', 'ch'],
    ['latitude', '90.1'],
    ['latitude', 'north'],
    ['latitude', ''],
    ['longitude', '-180.5'],
    ['startDate', '2024-02-30'],
    ['startDate', '1899-12-31'],
    ['endDate', '2024-06-13'],
    ['endDate', '14.06.2024'],
    ['distanceKm', '-1'],
    ['distanceKm', '1000001'],
    ['notes', 'x'.repeat(5001)],
    ['visibility', 'secret'],
  ])('is wrong at %s when that is "%s"', (field, value) => {
    expect(Object.keys(checkDraft({ ...good, [field]: value }))).toContain(field);
  });

  it('says all that is missing at once', () => {
    expect(Object.keys(checkDraft(emptyDraft)).sort()).toEqual([
      'country',
      'endDate',
      'latitude',
      'longitude',
      'place',
      'startDate',
      'title',
    ]);
  });

  it('becomes what the API reads, with no distance as 0', () => {
    expect(fromDraft({ ...good, title: ' Over the Gotthard ', distanceKm: ' ' })).toEqual({
      title: 'Over the Gotthard',
      destination: { name: 'Andermatt', country: 'CH', latitude: 46.6357, longitude: 8.5939 },
      startDate: '2024-06-14',
      endDate: '2024-06-21',
      notes: '',
      distanceKm: 0,
      visibility: 'public',
    });
  });

  it('is the same after it was saved and opened again', () => {
    const input = fromDraft(good);
    const saved = { ...input, id: 'x', createdAt: '', updatedAt: '', version: 1 } as Parameters<typeof toDraft>[0];
    expect(toDraft(saved)).toEqual(good);
  });

  it('shows what the server says at the field that it is about', () => {
    expect(fromServerErrors({ 'destination.name': 'a', 'destination.latitude': 'b', title: 'c', unknown: 'd' })).toEqual({
      place: 'a',
      latitude: 'b',
      title: 'c',
    });
  });
});

describe('a number', () => {
  it.each([
    ['41.5', 41.5],
    ['41,5', 41.5],
    ['-8,61', -8.61],
    ['−8.61', -8.61],
  ])('is read from %s', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it.each(['', '1.234,5', 'ten', '1,2,3'])('is not read from "%s"', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });
});
