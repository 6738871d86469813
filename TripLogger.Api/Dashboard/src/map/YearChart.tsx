import { texts } from '../texts';

interface YearValue {
  year: number;
  value: number;
}

interface YearChartProps {
  title: string;
  unit: string;
  years: readonly YearValue[];
  format: (value: number) => string;
}

/** Bars of one scale in a table: it reads as what it looks like. Years without trips are part of the story, many of them in one line. */
export function YearChart({ title, unit, years, format }: YearChartProps) {
  const most = Math.max(1, ...years.map(({ value }) => value));
  return (
    <table className="year-chart">
      <caption>{title}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{texts.map.year}</th>
          <td />
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {withGaps(years).map((row) =>
          'from' in row ? (
            <tr key={row.from} className="gap">
              <th scope="row">
                {row.from}–{row.to}
              </th>
              <td colSpan={2}>{texts.map.noTrips}</td>
            </tr>
          ) : (
            <tr key={row.year}>
              <th scope="row">{row.year}</th>
              <td>
                <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(row.value / most) * 100} height="10" />
                </svg>
              </td>
              <td className="value">{format(row.value)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** So many years without trips are shown one by one. */
const MOST_ROWS_OF_A_GAP = 2;

/** All years from the last to the first; longer gaps as one. */
export function withGaps(years: readonly YearValue[]): (YearValue | { from: number; to: number })[] {
  const rows: (YearValue | { from: number; to: number })[] = [];
  let above: number | undefined;
  for (const year of [...years].sort((left, right) => right.year - left.year)) {
    const missing = above === undefined ? 0 : above - year.year - 1;
    if (above !== undefined && missing > MOST_ROWS_OF_A_GAP) {
      rows.push({ from: year.year + 1, to: above - 1 });
    } else {
      for (let between = 1; between <= missing; between += 1) {
        rows.push({ year: (above ?? 0) - between, value: 0 });
      }
    }
    rows.push(year);
    above = year.year;
  }
  return rows;
}
