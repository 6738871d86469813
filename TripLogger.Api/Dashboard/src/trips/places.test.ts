import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parsePlaces } from './places';

it('every known place is somewhere', () => {
  const places = parsePlaces(readFileSync('src/trips/places.txt', 'utf8'));
  expect(places.length).toBeGreaterThan(4000);
  for (const { name, latitude, longitude } of places) {
    expect(name).not.toBe('');
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
  }
});
