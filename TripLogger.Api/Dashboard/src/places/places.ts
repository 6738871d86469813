import { countryCodes } from '../ui/countries';
import { fold } from './fold.js';
import shardOf from './generated/index.json';

export interface Place {
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  /** What it is, where it is not a town. */
  kind: string;
  /** The name that it is better known by here. */
  also: string;
}

interface Entry {
  place: Place;
  key: string;
}

const MOST = 8;

// One small file for what begins alike, made by scripts/places.mjs.
const urls = import.meta.glob<string>('./generated/*.txt', { query: '?url', import: 'default', eager: true });
const shards: Readonly<Record<string, number>> = shardOf;
const loading = new Map<string, Promise<Entry[]>>();

/**
 * Places whose name begins with the text, larger ones first; after them those that it may mean with a letter or two mistyped. At most
 * two small files are fetched for it, and each only once.
 */
export async function findPlaces(text: string): Promise<Place[]> {
  const wanted = fold(text);
  if (wanted.trim().length < 2) {
    return [];
  }
  const near = await load(fileOf(wanted));
  const found = near.filter(({ key }) => key.startsWith(wanted.trimEnd()));
  // What is spelt exactly so comes first, however small.
  const exact = found.filter(({ key }) => key === wanted.trimEnd());
  const hits = [...exact, ...found.filter((entry) => !exact.includes(entry))];
  if (hits.length === 0 && wanted.length >= 4) {
    hits.push(...closest(wanted.trimEnd(), [...near, ...(await load('known'))]));
  }
  return distinct(hits).slice(0, MOST);
}

/** The file with the names that begin so: of the longest beginning that has one. */
function fileOf(wanted: string): string | undefined {
  for (let length = wanted.length; length > 0; length -= 1) {
    const file = shards[wanted.slice(0, length)];
    if (file !== undefined) {
      return String(file).padStart(2, '0');
    }
  }
  return undefined;
}

async function load(file: string | undefined): Promise<Entry[]> {
  const url = file && urls[`./generated/${file}.txt`];
  if (!url) {
    return [];
  }
  const known = loading.get(url) ?? read(url);
  loading.set(url, known);
  try {
    return await known;
  } catch (error) {
    loading.delete(url);
    throw error;
  }
}

async function read(url: string): Promise<Entry[]> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return parsePlaces(await response.text()).map((place) => ({ place, key: fold(place.name) }));
}

/** Reads lines of name, country, latitude, longitude, kind and better known name. */
export function parsePlaces(lines: string): Place[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', country = '', latitude, longitude, kind = '', also = ''] = line.split('\t');
      return { name, country, latitude: Number(latitude), longitude: Number(longitude), kind, also };
    })
    .filter(({ country }) => countryCodes.has(country));
}

/** The entries that need the fewest changes to begin as wanted, if those are few for its length. */
function closest(wanted: string, entries: readonly Entry[]): Entry[] {
  const most = wanted.length < 7 ? 1 : 2;
  return entries
    .map((entry) => ({ entry, changes: changesToBegin(wanted, entry.key, most) }))
    .filter(({ changes }) => changes <= most)
    .sort((left, right) => left.changes - right.changes)
    .map(({ entry }) => entry);
}

/** How many letters must be put in, left out, replaced or swapped until a key begins as wanted; more than `most` is not counted out. */
export function changesToBegin(wanted: string, key: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: key.length + 1 }, (_, index) => index);
  for (let row = 1; row <= wanted.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= key.length; column += 1) {
      const isSame = wanted[row - 1] === key[column - 1];
      let least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && wanted[row - 1] === key[column - 2] && wanted[row - 2] === key[column - 1]) {
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    if (Math.min(...current) > most) {
      return most + 1;
    }
    beforeLast = last;
    last = current;
  }
  // Whatever follows in the key is not typed yet.
  return Math.min(...last);
}

function distinct(entries: readonly Entry[]): Place[] {
  const places = new Map<string, Place>();
  for (const { place } of entries) {
    const id = `${place.name}\t${place.country}\t${place.latitude}\t${place.longitude}`;
    places.set(id, places.get(id) ?? place);
  }
  return [...places.values()];
}
