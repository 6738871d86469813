/** Whether 1/2/2020 is in February or in January. */
export type DayOrder = 'dayFirst' | 'monthFirst';

/** The day that a text says in either order, as yyyy-mm-dd: none, one, or, as "1/2/2020", two different ones. */
export type DayReadings = Partial<Record<DayOrder, string>>;

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const yearLast = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})$/;

/** Years need their century: nobody can tell 1919 from 2019 by "19". */
export function dayReadings(text: string): DayReadings {
  const [, year = '', , month = '', day = ''] = yearFirst.exec(text.trim()) ?? [];
  if (year) {
    const only = toDay(year, month, day);
    return only ? { dayFirst: only, monthFirst: only } : {};
  }
  const [, first = '', , second = '', last = ''] = yearLast.exec(text.trim()) ?? [];
  const [dayFirst, monthFirst] = [toDay(last, second, first), toDay(last, first, second)];
  return { ...(dayFirst ? { dayFirst } : {}), ...(monthFirst ? { monthFirst } : {}) };
}

/** Whether a text says two days, so that someone must say which one is meant. */
export const isAmbiguousDay = ({ dayFirst, monthFirst }: DayReadings) =>
  dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst;

/** The day that a text says; by the order where it says two. Undefined when it says none, or nobody tells which. */
export function readDay(text: string, order?: DayOrder): string | undefined {
  const read = dayReadings(text);
  return isAmbiguousDay(read) ? order && read[order] : (read.dayFirst ?? read.monthFirst);
}

/** The order that all dates of a file have, as far as they tell. Where points stand between day and month, the day comes first, unless another date says otherwise. */
export function findDayOrder(texts: readonly string[]): DayOrder | undefined {
  const read = texts.map(dayReadings).filter(({ dayFirst, monthFirst }) => dayFirst !== monthFirst);
  const proves = (order: DayOrder, other: DayOrder) => read.some((day) => day[order] !== undefined && day[other] === undefined);
  const [isDayFirst, isMonthFirst] = [proves('dayFirst', 'monthFirst'), proves('monthFirst', 'dayFirst')];
  if (isDayFirst !== isMonthFirst) {
    return isDayFirst ? 'dayFirst' : 'monthFirst';
  }
  return !isDayFirst && texts.some((text) => /^\s*\d{1,2}\./.test(text)) ? 'dayFirst' : undefined;
}

function toDay(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : undefined;
}
