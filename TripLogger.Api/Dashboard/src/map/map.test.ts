import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import topology from 'world-atlas/countries-110m.json';
import { cluster } from './clusters';
import { toAlpha2, toNumeric } from './countryCodes';
import { clampView } from './useView';
import { findCountry, HEIGHT, project, toWorld, unproject, WIDTH } from './world';
import { withGaps } from './YearChart';

const world = await toWorld(topology as unknown as Topology);

describe('the map', () => {
  it('has an outline for every country', () => expect(world.shapes.every((shape) => shape.path.startsWith('M'))).toBe(true));

  it('finds the country at a place', () => {
    expect(toAlpha2(String(findCountry(world, -8, 39.5)?.id))).toBe('PT');
    expect(toAlpha2(String(findCountry(world, 20.9, 42.6)?.id))).toBe('XK');
    expect(findCountry(world, -30, 40)).toBeUndefined();
  });

  it('finds the place where it drew it', () => {
    const place = unproject(...project(134.5548, 34.0703));
    expect(place?.longitude).toBeCloseTo(134.5548, 3);
    expect(place?.latitude).toBeCloseTo(34.0703, 3);
  });

  it('knows countries by both codes', () => expect(toAlpha2(toNumeric('DE') ?? '')).toBe('DE'));

  it('never moves off the world', () => {
    expect(clampView({ x: -500, y: 9000, zoom: 2 })).toEqual({ x: WIDTH / 4, y: HEIGHT * 0.75, zoom: 2 });
    expect(clampView({ x: 0, y: 0, zoom: 0.1 })).toEqual({ x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 });
  });
});

it('joins points that would cover each other', () => {
  const point = (id: string, longitude: number) => ({ id, longitude, latitude: 0, title: '', detail: '' });
  const clusters = cluster([point('a', 0), point('b', 1), point('c', 50)], (x, y) => [x, y], 5);
  expect(clusters.map(({ points }) => points.map(({ id }) => id))).toEqual([['a', 'b'], ['c']]);
});

describe('the years of a chart', () => {
  const years = (...numbers: number[]) =>
    withGaps(numbers.map((year) => ({ year, value: 1 }))).map((row) => ('from' in row ? `${row.from}–${row.to}` : row.year));

  it('have those without trips', () => expect(years(2025, 2022)).toEqual([2025, 2024, 2023, 2022]));
  it('have many of them in one line', () => expect(years(2026, 2025, 1961)).toEqual([2026, 2025, '1962–2024', 1961]));
  it('may be none', () => expect(years()).toEqual([]));
});
