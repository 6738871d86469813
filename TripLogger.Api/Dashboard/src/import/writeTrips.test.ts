import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trip } from '../api/types';
import { aTrip } from '../testing';
import { fromDraft, toInput } from '../trips/draft';
import { countryCodes } from '../ui/countries';
import { readTrips } from './readTrips';
import { localMark, template, toCsv } from './writeTrips';

const encode = (text: string) => new TextEncoder().encode(text);

function read(text: string) {
  const file = readTrips(encode(text));
  if ('problem' in file) {
    throw new Error(JSON.stringify(file.problem));
  }
  return file.rows;
}

/** Text as the API stores it: trimmed, with lines that end alike. What its rules refuse is left out. */
const text = (most: number) =>
  fc
    .array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.constantFrom(...'=+-@\'"",;\n \u00a0\t|0123456789.,', "''=", '\r\n', '""', 'é', '＝', '👩‍🚀', '\uFEFF'),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('').replace(/\r\n?/g, '\n').trim().slice(0, most).trim());
const oneLine = text(120)
  .map((value) => value.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ''))
  .map((value) => value.trim())
  .filter((value) => value !== '');
const lines = text(5000).map((value) =>
  value.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : '')).trim(),
);
const fixed = (most: number, places: number) =>
  fc.integer({ min: 0, max: most * 10 ** places }).map((value) => Number((value / 10 ** places).toFixed(places)));
const signed = (most: number) =>
  fc.tuple(fixed(most, 6), fc.boolean()).map(([value, isNegative]) => (isNegative && value ? -value : value));
const day = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2200, 11, 31) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

const trips: fc.Arbitrary<Trip> = fc
  .record({
    title: oneLine,
    destination: fc.record({ name: oneLine, country: fc.constantFrom(...countryCodes), latitude: signed(90), longitude: signed(180) }),
    days: fc.tuple(day, day),
    notes: lines,
    distanceKm: fc.oneof(fixed(1_000_000, 3), fixed(10, 3), fc.integer({ min: 0, max: 1_000_000 })),
    visibility: fc.constantFrom('private' as const, 'public' as const),
  })
  .map(({ days, ...part }) => {
    const [startDate = '', endDate = ''] = [...days].sort();
    return aTrip({ ...part, startDate, endDate });
  });

describe('an export', () => {
  it.each(['.', ','] as const)('is read again as exactly the same trips, whatever they say, with the decimal mark %s', (mark) => {
    fc.assert(
      fc.property(fc.array(trips, { minLength: 1, maxLength: 6 }), (all) => {
        const rows = read(toCsv(all, mark));
        expect(rows.map(({ errors, problem }) => [errors, problem])).toEqual(all.map(() => [{}, undefined]));
        expect(rows.map(({ draft }) => fromDraft(draft))).toEqual(all.map(toInput));
        expect(rows.map(({ draft }) => draft.notes)).toEqual(all.map(({ notes }) => notes));
      }),
      { numRuns: 500 },
    );
  });

  it.each(["'-90s party", "''=1", '=1+1, "quoted"', '-', '@home', "'tis", '＝1', '"', ';', 'a\uFFFDb'])('keeps %s', (title) => {
    const trip = aTrip({ title, notes: `${title}\n${title}` });
    expect(read(toCsv([trip]))[0]?.draft).toMatchObject({ title, notes: trip.notes });
  });

  it('holds nothing that a spreadsheet takes for a formula', () => {
    for (const start of ['=', '+', '-', '@', '＝', "'="]) {
      const csv = toCsv([
        aTrip({ title: `${start}1`, destination: { name: `${start}2`, country: 'PT', latitude: -1.5, longitude: 2 }, notes: `${start}3` }),
      ]);
      expect(csv.split(/[,\r\n]/).filter((field) => /^"?[=+@＝]|^"?-(?!1\.5$)/.test(field))).toEqual([]);
    }
  });

  it('begins with the mark by which spreadsheets know UTF-8, and is written as those of its language expect it', () => {
    const trip = aTrip({ distanceKm: 1.234 });
    expect(toCsv([trip], '.')).toMatch(/^\uFEFFtitle,destination,.*\r\n.*,38\.5714,-7\.9135,2026-02-20,2026-02-22,.*,1\.2340,private,/s);
    expect(toCsv([trip], ',')).toMatch(/^\uFEFFtitle;destination;.*\r\n.*;38,5714;-7,9135;2026-02-20;2026-02-22;.*;1,2340;private;/s);
    expect(['en-GB', 'de-DE', 'de-CH', 'fr', 'ja', 'ar-EG'].map(localMark)).toEqual(['.', ',', '.', ',', '.', '.']);
  });
});

describe('the template', () => {
  it.each(['.', ','] as const)('can be imported as it is, with the decimal mark %s', (mark) => {
    expect(read(template(mark)).map(({ errors, problem }) => [errors, problem])).toEqual([
      [{}, undefined],
      [{}, undefined],
    ]);
  });
});
