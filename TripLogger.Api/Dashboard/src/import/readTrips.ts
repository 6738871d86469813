import { texts } from '../texts';
import { checkDraft, emptyDraft, type TripDraft, type TripErrors } from '../trips/draft';
import { type DecimalMark, isAmbiguous, readDegrees, readings, readNumber, writeNumber } from '../trips/numbers';
import { type ColumnName, readHeader } from './columns';
import { findCountry } from './countryNames';
import { type Line, type Separator, split } from './csv';
import { type DayOrder, dayReadings, findDayOrder, isAmbiguousDay, readDay } from './dates';
import { decode, type LegacyEncoding } from './encoding';
import { isProtected, unprotect } from './formulas';

/** What the traveller says about how to read a file, where it leaves that open. */
export interface Choices {
  legacy?: LegacyEncoding;
  dayOrder?: DayOrder;
  decimalMark?: DecimalMark;
  /** Whether an apostrophe before what could be a formula is a spreadsheet's protection, or part of the text. */
  apostrophes?: 'protection' | 'text';
}

/** What can be read in two ways: as it is read now, undefined as long as nobody said so; and a text that it is about. */
export interface Question<T> {
  answer: T | undefined;
  example: string;
}

/** How a file was read. */
export interface Reading {
  encoding: string;
  /** Where the encoding is an assumption. */
  legacy?: LegacyEncoding;
  separator: Separator;
  dayOrder?: Question<DayOrder>;
  decimalMark?: Question<DecimalMark>;
  apostrophes?: Question<'protection' | 'text'>;
  /** Headers of columns that nothing is imported from. */
  ignored: string[];
}

export interface CsvRow {
  /** Its line in the file. */
  line: number;
  /** What will be stored; where there are errors, what the file says. */
  draft: TripDraft;
  errors: TripErrors;
  /** What is wrong with the line as a whole. */
  problem?: string;
}

export type CsvProblem =
  | { kind: 'notCsv' }
  | { kind: 'noRows' }
  | { kind: 'tooMany' }
  | { kind: 'badQuotes'; line: number }
  | { kind: 'missingColumns' | 'doubledColumns'; names: string[] };

export const MOST_ROWS = 5_000;

export type ReadFile = { rows: CsvRow[]; reading: Reading };

type Cells = Partial<Record<ColumnName, string>>;

/** As much of a text as is shown for an example. */
const MOST_SHOWN = 40;

const coordinates = ['latitude', 'longitude'] as const;
const days = ['startDate', 'endDate'] as const;
const freeTexts = ['title', 'destination', 'notes'] as const;
const visibilities: Readonly<Record<string, string>> = { '': 'private', privat: 'private', öffentlich: 'public' };

/** Reads trips out of a file. What is read is what the file says: what could mean two things is decided by the file as a whole or the traveller, and else wrong. */
export function readTrips(file: Uint8Array, choices: Choices = {}): ReadFile | { problem: CsvProblem } {
  const decoded = decode(file, choices.legacy);
  if (!decoded) {
    return { problem: { kind: 'notCsv' } };
  }
  const { text, ...encoding } = decoded;
  const found = split(text);
  if ('badQuotes' in found) {
    return { problem: { kind: 'badQuotes', line: found.badQuotes } };
  }
  const [first, ...lines] = found.lines;
  const header = readHeader(first?.fields ?? []);
  if (!first || Object.keys(header.places).length === 0) {
    return { problem: { kind: 'notCsv' } };
  }
  if (header.doubled.length > 0) {
    return { problem: { kind: 'doubledColumns', names: header.doubled } };
  }
  if (header.missing.length > 0) {
    return { problem: { kind: 'missingColumns', names: header.missing } };
  }
  if (lines.length === 0) {
    return { problem: { kind: 'noRows' } };
  }
  if (lines.length > MOST_ROWS) {
    return { problem: { kind: 'tooMany' } };
  }

  const table = lines.map((line) => ({ line, cells: toCells(line, header.places) }));
  const reading: Reading = {
    ...encoding,
    separator: found.separator,
    ...askAbout(
      table.map(({ cells }) => cells),
      found.separator,
      header.isExport,
      choices,
    ),
    ignored: header.ignored.filter((name) => name !== ''),
  };
  const rows = table.map(({ line, cells }) => toRow(line, cells, reading));
  return {
    rows: rows.map((row, index) => {
      const fields = lines[index]?.fields.length ?? 0;
      return fields === first.fields.length ? row : { ...row, problem: texts.import.wrongFields(fields, first.fields.length) };
    }),
    reading,
  };
}

const toCells = ({ fields }: Line, places: Partial<Record<ColumnName, number>>): Cells =>
  Object.fromEntries(Object.entries(places).map(([name, place]) => [name, fields[place] ?? '']));

/** What the file leaves open, and what it says about that itself. */
function askAbout(table: readonly Cells[], separator: Separator, isExport: boolean, choices: Choices): Partial<Reading> {
  const all = (names: readonly ColumnName[]) =>
    table.flatMap((cells) => names.map((name) => cells[name] ?? '').filter((cell) => cell.trim()));
  const asked: Partial<Reading> = {};

  const unclearDay = all(days).find((cell) => isAmbiguousDay(dayReadings(cell)));
  if (unclearDay) {
    asked.dayOrder = { answer: choices.dayOrder ?? findDayOrder(all(days)), example: unclearDay };
  }

  const unclearNumber = all(['distanceKm']).find((cell) => isAmbiguous(readings(cell)));
  if (unclearNumber) {
    const found = findDecimalMark(all(['distanceKm']), all(coordinates), separator);
    asked.decimalMark = { answer: choices.decimalMark ?? found, example: unclearNumber };
  }

  const protectedText = all(freeTexts).find(isProtected);
  if (protectedText) {
    asked.apostrophes = { answer: choices.apostrophes ?? (isExport ? 'protection' : 'text'), example: protectedText.slice(0, MOST_SHOWN) };
  }
  return asked;
}

/** The mark of all numbers in a file, as far as they tell: the distances, else the coordinates. */
function findDecimalMark(distances: readonly string[], degrees: readonly string[], separator: Separator): DecimalMark | undefined {
  const own = distances.map(readings).filter(({ '.': point, ',': comma }) => point !== comma);
  const proves = (mark: DecimalMark, other: DecimalMark) => own.some((read) => read[mark] !== undefined && read[other] === undefined);
  const [isPoint, isComma] = [proves('.', ','), proves(',', '.')];
  if (isPoint || isComma) {
    return isPoint && isComma ? undefined : isPoint ? '.' : ',';
  }
  const [hasPoint, hasComma] = [degrees.some((cell) => cell.includes('.')), degrees.some((cell) => cell.includes(','))];
  if (hasPoint === hasComma) {
    return undefined;
  }
  // Where commas are decimal marks, semicolons separate: beside points in the coordinates they say the opposite.
  return hasComma ? ',' : separator === ';' ? undefined : '.';
}

function toRow(line: Line, cells: Cells, reading: Reading): CsvRow {
  const text = (name: ColumnName) => {
    const cell = cells[name] ?? '';
    return reading.apostrophes?.answer === 'protection' ? unprotect(cell) : cell;
  };
  const plain = (name: ColumnName) => (cells[name] ?? '').trim();
  // Rounded as the API does it, so that the preview has what will be stored.
  const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));
  const degrees = (name: ColumnName) => {
    const value = readDegrees(plain(name));
    return Number.isNaN(value) ? plain(name) : String(rounded(value, 6));
  };

  const country = findCountry(plain('country'));
  const visibility = plain('visibility').toLowerCase();
  const distance = readNumber(plain('distanceKm'), reading.decimalMark?.answer);
  const draft: TripDraft = {
    ...emptyDraft,
    title: text('title'),
    place: text('destination'),
    country: country ?? plain('country'),
    latitude: degrees('latitude'),
    longitude: degrees('longitude'),
    startDate: readDay(plain('startDate'), reading.dayOrder?.answer) ?? plain('startDate'),
    endDate: readDay(plain('endDate'), reading.dayOrder?.answer) ?? plain('endDate'),
    notes: text('notes'),
    distanceKm: Number.isNaN(distance) ? plain('distanceKm') : writeNumber(rounded(distance, 3)),
    visibility: visibilities[visibility] ?? visibility,
  };

  const errors = checkDraft(draft);
  const words = texts.import;
  if (errors.country && plain('country')) {
    errors.country = words.unknownCountry;
  }
  for (const name of days) {
    if (errors[name] && plain(name)) {
      errors[name] = isAmbiguousDay(dayReadings(plain(name)))
        ? words.unclearDay
        : errors[name] === texts.trip.errors.date
          ? words.noDay
          : errors[name];
    }
  }
  if (errors.distanceKm && isAmbiguous(readings(plain('distanceKm')))) {
    errors.distanceKm = words.unclearNumber;
  }
  return { line: line.number, draft, errors };
}
