import type { TripDraft } from '../trips/draft';

/** The columns of a file that this page writes, and what of a trip they hold. */
export const columns = {
  title: 'title',
  destination: 'place',
  country: 'country',
  latitude: 'latitude',
  longitude: 'longitude',
  startDate: 'startDate',
  endDate: 'endDate',
  notes: 'notes',
  distanceKm: 'distanceKm',
  visibility: 'visibility',
} as const satisfies Record<string, keyof TripDraft>;

export type ColumnName = keyof typeof columns;

/** Tells an export from a file that somebody wrote by hand. Nothing is imported from it. */
export const exportColumn = 'createdAt';

const optional: ReadonlySet<string> = new Set<ColumnName>(['notes', 'distanceKm', 'visibility']);

/** What else people write over a column, in English and German. */
const aliases: Readonly<Record<string, ColumnName>> = {
  trip: 'title',
  name: 'title',
  titel: 'title',
  reise: 'title',
  place: 'destination',
  city: 'destination',
  ziel: 'destination',
  reiseziel: 'destination',
  ort: 'destination',
  land: 'country',
  lat: 'latitude',
  breite: 'latitude',
  breitengrad: 'latitude',
  lon: 'longitude',
  lng: 'longitude',
  länge: 'longitude',
  längengrad: 'longitude',
  start: 'startDate',
  from: 'startDate',
  firstday: 'startDate',
  beginn: 'startDate',
  von: 'startDate',
  startdatum: 'startDate',
  end: 'endDate',
  until: 'endDate',
  lastday: 'endDate',
  ende: 'endDate',
  bis: 'endDate',
  enddatum: 'endDate',
  notizen: 'notes',
  km: 'distanceKm',
  distanceinkm: 'distanceKm',
  entfernungkm: 'distanceKm',
  entfernunginkm: 'distanceKm',
  sichtbarkeit: 'visibility',
};

const byName: ReadonlyMap<string, ColumnName> = new Map([
  ...Object.keys(columns).map((name) => [fold(name), name as ColumnName] as const),
  ...Object.entries(aliases),
]);

export interface Header {
  /** Where each column that was understood is. */
  places: Partial<Record<ColumnName, number>>;
  /** Headers of columns that were not. */
  ignored: string[];
  /** Columns that are needed and not there. */
  missing: ColumnName[];
  /** Columns that are there more than once. */
  doubled: ColumnName[];
  isExport: boolean;
}

/** Reads the line that names the columns: in any order, case and spelling of their words. */
export function readHeader(fields: readonly string[]): Header {
  const places: Header['places'] = {};
  const [ignored, doubled]: [string[], ColumnName[]] = [[], []];
  let isExport = false;
  fields.forEach((field, index) => {
    const name = byName.get(fold(field));
    if (!name) {
      isExport ||= fold(field) === fold(exportColumn);
      if (fold(field) !== fold(exportColumn)) {
        ignored.push(field.trim());
      }
    } else if (places[name] !== undefined) {
      doubled.push(name);
    } else {
      places[name] = index;
    }
  });
  const missing = (Object.keys(columns) as ColumnName[]).filter((name) => !optional.has(name) && places[name] === undefined);
  return { places, ignored, missing, doubled, isExport };
}

/** How many columns of a line are known: tells a line of names, and the separator that it was split by. */
export const countKnown = (fields: readonly string[]) => fields.filter((field) => byName.has(fold(field))).length;

function fold(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_()[\].-]/g, '');
}
