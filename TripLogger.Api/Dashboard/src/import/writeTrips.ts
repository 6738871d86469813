import type { Trip } from '../api/types';
import { type TripContent, toDraft } from '../trips/draft';
import { type DecimalMark, writeNumber } from '../trips/numbers';
import { type ColumnName, columns, exportColumn } from './columns';
import { join } from './csv';
import { protect } from './formulas';

/** The decimal mark of the browser's language: spreadsheets of that language expect it, and semicolons beside a comma. */
export function localMark(language?: string): DecimalMark {
  const mark = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return mark === ',' ? ',' : '.';
}

/** Trips as a file for spreadsheets, which is read again as exactly the same trips. */
export const toCsv = (trips: readonly Trip[], mark = localMark()) =>
  write(
    [...Object.keys(columns), exportColumn],
    trips.map((trip) => [...toFields(trip, mark), trip.createdAt]),
    mark,
  );

/** A file to start from. */
export const template = (mark = localMark()) =>
  write(
    Object.keys(columns),
    samples.map((sample) => toFields(sample, mark)),
    mark,
  );

const write = (header: string[], lines: string[][], mark: DecimalMark) => join([header, ...lines], mark === ',' ? ';' : ',');

function toFields(trip: TripContent, mark: DecimalMark): string[] {
  const draft = toDraft(trip);
  const fields: Record<ColumnName, string> = {
    title: protect(draft.title),
    destination: protect(draft.place),
    country: draft.country,
    latitude: draft.latitude.replace('.', mark),
    longitude: draft.longitude.replace('.', mark),
    startDate: draft.startDate,
    endDate: draft.endDate,
    notes: protect(draft.notes),
    distanceKm: trip.distanceKm ? writeNumber(trip.distanceKm, mark) : '',
    visibility: draft.visibility,
  };
  return (Object.keys(columns) as ColumnName[]).map((name) => fields[name]);
}

const samples: readonly TripContent[] = [
  {
    title: 'Over the Gotthard',
    destination: { name: 'Andermatt', country: 'CH', latitude: 46.6357, longitude: 8.5939 },
    startDate: '2024-06-14',
    endDate: '2024-06-21',
    notes: 'Three days of it in fog.',
    distanceKm: 412.6,
    visibility: 'public',
  },
  {
    title: 'Weekend by the sea',
    destination: { name: 'Lisbon', country: 'PT', latitude: 38.7167, longitude: -9.1333 },
    startDate: '2025-05-02',
    endDate: '2025-05-04',
    notes: '',
    distanceKm: 310,
    visibility: 'private',
  },
];
