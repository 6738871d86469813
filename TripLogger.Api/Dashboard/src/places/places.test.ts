import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { countryCodes } from '../ui/countries';
import { fold } from './fold.js';
import { changesToBegin, findPlaces, parsePlaces } from './places';

const MOST_FETCHED_KB = 30;
const lines = (file: string) =>
  readFileSync(`src/places/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));

/** What a keystroke has fetched. */
let fetched = 0;
beforeEach(() => {
  vi.stubGlobal('fetch', async (url: string) => {
    const content = readFileSync(`.${url}`);
    fetched += gzipSync(content, { level: 9 }).length;
    return new Response(content);
  });
});

describe('searching a place', () => {
  const searches = lines('searches.txt').map((line) => line.split('|') as [string, string, string]);

  it('is tried by hundreds of searches', () => expect(searches.length).toBeGreaterThanOrEqual(300));

  it('finds what people type, and fetches little for it', async () => {
    const missed: string[] = [];
    for (const [text, name, country] of searches) {
      fetched = 0;
      const found = await findPlaces(text);
      if (!found.some((place) => fold(place.name) === fold(name || text) && place.country === country)) {
        missed.push(`${text}: ${found.map((place) => `${place.name} ${place.country}`).join(', ') || 'nothing'}`);
      }
      if (fetched > MOST_FETCHED_KB * 1024) {
        missed.push(`${text}: ${Math.round(fetched / 1024)} KB fetched`);
      }
    }
    expect(missed).toEqual([]);
  });

  it('fetches little where it starts with a typo too: what is near, and what is known', () => {
    const sizes = readdirSync('src/places/generated')
      .filter((file) => file.endsWith('.txt'))
      .map((file) => ({ file, size: gzipSync(readFileSync(`src/places/generated/${file}`), { level: 9 }).length }));
    const known = sizes.find(({ file }) => file === 'known.txt')?.size ?? 0;
    const largest = Math.max(...sizes.filter(({ file }) => file !== 'known.txt').map(({ size }) => size));
    expect(known).toBeGreaterThan(0);
    expect(known + largest).toBeLessThanOrEqual(MOST_FETCHED_KB * 1024);
  });

  it('finds something at every letter of a name', async () => {
    for (const name of ['San Francisco', 'Santiago de Compostela', 'München', 'Bad Ischl', 'Saint-Tropez', 'Kilimanjaro']) {
      for (let length = 3; length <= name.length; length += 1) {
        expect(await findPlaces(name.slice(0, length)), name.slice(0, length)).not.toEqual([]);
      }
    }
  });

  it('finds the larger one first', async () => {
    expect((await findPlaces('pari'))[0]).toMatchObject({ name: 'Paris', country: 'FR' });
    expect((await findPlaces('lon'))[0]).toMatchObject({ name: 'London', country: 'GB' });
  });

  it('is for a name that nobody has heard of in vain', async () => expect(await findPlaces('Xqzzkwvy')).toEqual([]));
});

describe('the list of our own', () => {
  const own = lines('own.txt').map((line) => line.split('\t'));

  it('is long, and every place is somewhere', () => {
    expect(own.length).toBeGreaterThanOrEqual(600);
    for (const [kind, name, country, latitude, longitude] of own) {
      expect(`${kind} ${name}`).toMatch(/^[a-z]+ \S/);
      expect(countryCodes.has(country ?? ''), `${name}: ${country}`).toBe(true);
      expect(latitude, name).toMatch(/^-?\d{1,2}\.\d\d$/);
      expect(longitude, name).toMatch(/^-?\d{1,3}\.\d\d$/);
    }
  });

  it('has no place twice', () => {
    const names = own.map(([, name, country]) => `${name} ${country}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

it('every known place is somewhere', () => {
  for (const { name, latitude, longitude } of parsePlaces(readFileSync('src/places/generated/known.txt', 'utf8'))) {
    expect(name).not.toBe('');
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
  }
});

it('looks past spellings', () => {
  expect(fold('Zürich')).toBe(fold('zuerich'));
  expect(fold('St. Gallen')).toBe(fold('Sankt Gallen'));
  expect(fold('Łódź')).toBe('lodz');
});

it('counts the letters that are mistyped', () => {
  expect(changesToBegin('zermat', 'zermatt', 1)).toBe(0);
  expect(changesToBegin('zremat', 'zermatt', 1)).toBe(1);
  expect(changesToBegin('banngkok', 'bangkok', 2)).toBe(1);
  expect(changesToBegin('london', 'paris', 1)).toBe(2);
});
