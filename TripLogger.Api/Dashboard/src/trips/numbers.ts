/** What stands before a number's fraction. */
export type DecimalMark = '.' | ',';

/** What a text says by either mark: nothing, a number, or, as "1,234", two different ones. */
export type NumberReadings = Partial<Record<DecimalMark, number>>;

// Digits, or groups of three of them; then a fraction. No other notation of programs is one of people.
const withPoint = /^[-+]?(?:\d+|[1-9]\d{0,2}([,'\s])\d{3}(?:\1\d{3})*)?(?:\.\d+)?$/;
const withComma = /^[-+]?(?:\d+|[1-9]\d{0,2}([.'\s])\d{3}(?:\1\d{3})*)?(?:,\d+)?$/;
const ungrouped = /^[-+]?\d*[.,]?\d+$/;

export function readings(text: string): NumberReadings {
  const plain = tidy(text);
  return {
    ...(withPoint.test(plain) && hasDigit(plain) ? { '.': Number(plain.replace(/[,'\s]/g, '')) } : {}),
    ...(withComma.test(plain) && hasDigit(plain) ? { ',': Number(plain.replace(/[.'\s]/g, '').replace(',', '.')) } : {}),
  };
}

/** Whether a text says two numbers, so that someone must say which one is meant. */
export const isAmbiguous = ({ '.': point, ',': comma }: NumberReadings) => point !== undefined && comma !== undefined && point !== comma;

/** The number that a text says; by the mark where it says two. NaN when it says none, or nobody tells which. */
export function readNumber(text: string, mark?: DecimalMark): number {
  const read = readings(text);
  if (isAmbiguous(read)) {
    return (mark && read[mark]) ?? Number.NaN;
  }
  return read['.'] ?? read[','] ?? Number.NaN;
}

/** Degrees: never so many that they come in groups, so that point and comma mean the same. NaN when it is no number. */
export function readDegrees(text: string): number {
  const plain = tidy(text);
  return ungrouped.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}

/** A number as {@link readNumber} reads it again without being told the mark: three digits behind one could be a group. */
export function writeNumber(value: number, mark: DecimalMark = '.'): string {
  const text = String(value);
  return (/\.\d{3}$/.test(text) ? `${text}0` : text).replace('.', mark);
}

const tidy = (text: string) => text.trim().replace('−', '-').replace(/[’]/g, "'");
const hasDigit = (text: string) => /\d/.test(text);
