/**
 * The page speaks English, so its numbers, dates and country names do too: in the English that the browser prefers, if it names one
 * (day before month for en-GB), else as in the United States.
 */
const locale = navigator.languages.find((language) => /^en\b/i.test(language)) ?? 'en';

// Trip days have no time zone: they are read and shown as UTC.
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
const km = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 });
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const regions = new Intl.DisplayNames(locale, { type: 'region' });
const collator = new Intl.Collator(locale);
const MS_PER_DAY = 86_400_000;

export const formatDays = (start: string, end: string) => day.formatRange(new Date(start), new Date(end));
export const formatMoment = (instant: string) => moment.format(new Date(instant));
export const formatKm = (value: number) => km.format(value);
export const formatNumber = (value: number) => number.format(value);

/** The order of names in the page's language. */
export const compareNames = (left: string, right: string) => collator.compare(left, right);

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
