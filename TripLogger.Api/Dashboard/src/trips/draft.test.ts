import { describe, expect, it } from 'vitest';
import { checkDraft, emptyDraft, fromDraft, fromServerErrors, type TripDraft, toDraft } from './draft';

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
    ['distanceKm', '0x10'],
    ['distanceKm', '1e3'],
    ['distanceKm', '1,234'],
    ['distanceKm', '1.234'],
    ['latitude', '0x10'],
    ['longitude', '1e1'],
    ['title', 'two\nlines'],
    ['title', '\u202Ebackwards'],
    ['place', 'bell\u0007'],
    ['notes', 'tab\tulator'],
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

  it.each([
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234', 1234],
    ['0,5', 0.5],
    ['1.2340', 1.234],
  ])('has the distance that %s says', (distanceKm, number) => {
    expect(checkDraft({ ...good, distanceKm })).toEqual({});
    expect(fromDraft({ ...good, distanceKm }).distanceKm).toBe(number);
  });

  it('says which two numbers a distance could be', () => {
    expect(checkDraft({ ...good, distanceKm: '1,234' }).distanceKm).toContain('1234 or 1.2340');
  });

  it.each([1.234, 12.5, 1234, 999999.999])('opens with a distance that can be saved again: %d', (distanceKm) => {
    const draft = { ...good, distanceKm: toDraft({ ...fromDraft(good), distanceKm } as Parameters<typeof toDraft>[0]).distanceKm };
    expect(checkDraft(draft)).toEqual({});
    expect(fromDraft(draft).distanceKm).toBe(distanceKm);
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
