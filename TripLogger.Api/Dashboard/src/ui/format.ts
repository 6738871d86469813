// Everything in the browser's own language and calendar order. Trip days have no time zone: they are read and shown as UTC.
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const km = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 });
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat(undefined, { useGrouping: false, maximumFractionDigits: 6 });
const degrees = new Intl.NumberFormat(undefined, { maximumFractionDigits: 4 });
const regions = new Intl.DisplayNames(undefined, { type: 'region' });
const MS_PER_DAY = 86_400_000;

export const formatDays = (start: string, end: string) => day.formatRange(new Date(start), new Date(end));
export const formatDay = (isoDay: string) => day.format(new Date(isoDay));
export const formatMoment = (instant: string) => moment.format(new Date(instant));
export const formatKm = (value: number) => km.format(value);
export const formatNumber = (value: number) => number.format(value);
/** With all of its digits and nothing between them: "1.234" is one and a bit, wherever it is read. */
export const formatExactly = (value: number) => exact.format(value);
export const formatDegrees = (value: number) => degrees.format(value);

/** A country's name, of its ISO 3166-1 alpha-2 code. */
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    // No code at all, as in a file that is being imported.
    return code;
  }
}

/** How many days a trip has, first and last included. */
export const dayCount = (start: string, end: string) => Math.round((Date.parse(end) - Date.parse(start)) / MS_PER_DAY) + 1;
