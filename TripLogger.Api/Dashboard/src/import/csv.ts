import Papa from 'papaparse';
import type { Trip } from '../api/types';
import { checkDraft, emptyDraft, type TripDraft, type TripErrors, toDraft } from '../trips/draft';

/** The columns of a file, and what of a trip they hold. */
const columns: Readonly<Record<string, keyof TripDraft>> = {
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
};
const optional: ReadonlySet<string> = new Set(['notes', 'distanceKm', 'visibility']);

export interface CsvRow {
  /** Where it is in the file; the first line names the columns. */
  line: number;
  draft: TripDraft;
  errors: TripErrors;
}

export type CsvProblem = { kind: 'notCsv' } | { kind: 'noRows' } | { kind: 'missingColumns'; names: string[] };

/** Reads trips out of CSV: separated by commas, semicolons or tabs; columns in any order and case. */
export function parseCsv(text: string): { rows: CsvRow[] } | { problem: CsvProblem } {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: canonical,
  });
  if (errors.some(({ type }) => type === 'Quotes')) {
    return { problem: { kind: 'notCsv' } };
  }
  const names = Object.keys(columns).filter((name) => !optional.has(name) && !meta.fields?.includes(name));
  if (names.length > 0) {
    return {
      problem: names.length === Object.keys(columns).length - optional.size ? { kind: 'notCsv' } : { kind: 'missingColumns', names },
    };
  }
  if (data.length === 0) {
    return { problem: { kind: 'noRows' } };
  }
  return { rows: data.map((record, index) => toRow(record, index + 2)) };
}

/** Trips as a file that {@link parseCsv} reads again. */
export function toCsv(trips: readonly Trip[]): string {
  const records = trips.map((trip) => {
    const draft = toDraft(trip);
    return Object.fromEntries(
      Object.entries(columns).map(([name, field]) => [name, isNumeric(field) && draft[field] ? Number(draft[field]) : draft[field]]),
    );
  });
  // A spreadsheet must not take a title for a formula: https://owasp.org/www-community/attacks/CSV_Injection
  return Papa.unparse(records, { columns: Object.keys(columns), escapeFormulae: true });
}

/** A file to start from. */
export const template = `${Object.keys(columns).join(',')}
Over the Gotthard,Andermatt,CH,46.6357,8.5939,2024-06-14,2024-06-21,"Three days of it in fog.",412.6,public
Weekend by the sea,Lisbon,PT,38.7167,-9.1333,2025-05-02,2025-05-04,,310,private
`;

function toRow(record: Record<string, string>, line: number): CsvRow {
  const draft = { ...emptyDraft };
  for (const [name, field] of Object.entries(columns)) {
    // The quote before what looks like a formula is the spreadsheet's, not the traveller's.
    const value = (record[name] ?? '').trim().replace(/^'(?=[=+\-@])/, '');
    draft[field] = value || emptyDraft[field];
  }
  draft.country = draft.country.toUpperCase();
  draft.visibility = draft.visibility.toLowerCase();
  return { line, draft, errors: checkDraft(draft) };
}

const isNumeric = (field: keyof TripDraft) => field === 'latitude' || field === 'longitude' || field === 'distanceKm';

function canonical(header: string): string {
  const plain = header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  return Object.keys(columns).find((name) => name.toLowerCase() === plain) ?? header;
}
