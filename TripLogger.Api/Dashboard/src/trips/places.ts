import { countryCodes } from '../ui/countries';
import placesUrl from './places.txt?url';

export interface Place {
  name: string;
  country: string;
  latitude: number;
  longitude: number;
}

const MOST = 8;

let loading: Promise<{ place: Place; key: string }[]> | undefined;

/** Capitals and places of 100,000 people or more whose name starts with the text, larger ones first. */
export async function findPlaces(text: string): Promise<Place[]> {
  loading ??= load();
  try {
    const wanted = fold(text);
    return (await loading)
      .filter(({ key }) => key.startsWith(wanted))
      .slice(0, MOST)
      .map(({ place }) => place);
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** Reads lines of name, country, latitude and longitude, in the order of their size. */
export function parsePlaces(lines: string): Place[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', country = '', latitude, longitude] = line.split('\t');
      return { name, country, latitude: Number(latitude), longitude: Number(longitude) };
    })
    .filter(({ country }) => countryCodes.has(country));
}

// From GeoNames (https://www.geonames.org), under CC BY 4.0.
async function load() {
  const response = await fetch(placesUrl);
  if (!response.ok) {
    throw new Error(`${placesUrl}: ${response.status}`);
  }
  return parsePlaces(await response.text()).map((place) => ({ place, key: fold(place.name) }));
}

const fold = (text: string) =>
  text
    .trim()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
