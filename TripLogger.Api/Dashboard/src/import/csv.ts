import Papa from 'papaparse';
import { countKnown } from './columns';

export type Separator = ',' | ';' | '\t';

/** A line of a file, or several where a text in quotes has several. */
export interface Line {
  /** The number of its first line in the file. */
  number: number;
  fields: string[];
}

const separators: readonly Separator[] = [',', ';', '\t'];

/** Splits a file into fields; lines without any are left out. `badQuotes` is the line whose quotes do not match. */
export function split(text: string): { separator: Separator; lines: Line[] } | { badQuotes: number } {
  // A line's end is one thing, however it is written: also within a text, where the API makes it the same.
  const unified = text.replace(/\r\n?/g, '\n');
  // Spreadsheets' own way to name it.
  const [named, chosen] = /^sep=([,;\t])\n/i.exec(unified) ?? [];
  const body = named ? unified.slice(named.length) : unified;
  const separator = (chosen as Separator | undefined) ?? findSeparator(body);

  const lines: Line[] = [];
  let badQuotes: number | undefined;
  let [number, at] = [named ? 2 : 1, 0];
  Papa.parse<string[]>(body, {
    delimiter: separator,
    newline: '\n',
    step: ({ data, errors, meta }) => {
      if (errors.some(({ type }) => type === 'Quotes')) {
        badQuotes ??= number;
      }
      if (data.some((field) => field.trim() !== '')) {
        lines.push({ number, fields: data });
      }
      number += countLines(body, at, meta.cursor);
      at = meta.cursor;
    },
  });
  return badQuotes === undefined ? { separator, lines } : { badQuotes };
}

/** Writes lines as most spreadsheets of the same language read them: with a byte order mark, else they take UTF-8 for something older. */
export const join = (lines: readonly (readonly string[])[], separator: Separator) =>
  `\uFEFF${Papa.unparse(lines as string[][], { delimiter: separator, newline: '\r\n' })}\r\n`;

/** The separator by which the first line falls into the most columns that are known. */
function findSeparator(text: string): Separator {
  const firstFields = (separator: Separator) =>
    Papa.parse<string[]>(text.trimStart(), { delimiter: separator, newline: '\n', preview: 1 }).data[0] ?? [];
  const known = separators.map((separator) => countKnown(firstFields(separator)));
  return separators[known.indexOf(Math.max(...known))] ?? ',';
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let found = text.indexOf('\n', start); found !== -1 && found < end; found = text.indexOf('\n', found + 1)) {
    lines += 1;
  }
  return lines;
}
