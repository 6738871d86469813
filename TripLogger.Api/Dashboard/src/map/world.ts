import { useQuery } from '@tanstack/react-query';
import { geoContains, geoNaturalEarth1, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import worldUrl from 'world-atlas/countries-110m.json?url';

export const WIDTH = 960;
export const HEIGHT = 480;

type Country = Feature<Geometry, { name: string }>;

export interface Shape {
  /** ISO 3166-1 numeric, or XK; some shapes have none. */
  id: string;
  path: string;
}

export interface World {
  countries: Country[];
  shapes: Shape[];
}

const projection = geoNaturalEarth1().fitExtent(
  [
    [4, 4],
    [WIDTH - 4, HEIGHT - 4],
  ],
  { type: 'Sphere' },
);
const toPath = geoPath(projection).digits(1);

export const sphere = toPath({ type: 'Sphere' }) ?? '';

/** Where a place is on the drawing. */
export const project = (longitude: number, latitude: number): [number, number] => projection([longitude, latitude]) ?? [0, 0];

/** Which place is at a spot of the drawing; null beside the world. */
export function unproject(x: number, y: number): { longitude: number; latitude: number } | null {
  const [longitude, latitude] = projection.invert?.([x, y]) ?? [Number.NaN, Number.NaN];
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : null;
}

/** The country around a place. */
export const findCountry = (world: World, longitude: number, latitude: number) =>
  world.countries.find((country) => geoContains(country, [longitude, latitude]));

/** The countries' outlines (Natural Earth, 1:110 million); loaded when the first map is shown. */
export function useWorld() {
  return useQuery({
    queryKey: ['world'],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<World> => {
      const response = await fetch(worldUrl, { signal });
      if (!response.ok) {
        throw new Error(`${worldUrl}: ${response.status}`);
      }
      return toWorld((await response.json()) as Topology);
    },
  });
}

/** How many outlines are worked out at once: all of them would keep a phone from answering for a tenth of a second. */
const SHAPES_AT_ONCE = 20;

export async function toWorld(topology: Topology): Promise<World> {
  const { features } = feature(topology, topology.objects.countries as GeometryCollection<{ name: string }>) as FeatureCollection<
    Geometry,
    { name: string }
  >;
  for (const country of features) {
    if (country.properties.name === 'Kosovo') {
      country.id = 'XK';
    }
  }
  const shapes: Shape[] = [];
  for (const country of features) {
    if (shapes.length % SHAPES_AT_ONCE === 0) {
      await new Promise((resume) => setTimeout(resume));
    }
    shapes.push({ id: String(country.id ?? ''), path: toPath(country) ?? '' });
  }
  return { countries: features, shapes };
}
