import { texts } from '../texts';

interface YearChartProps {
  title: string;
  unit: string;
  years: readonly { year: number; value: number }[];
  format: (value: number) => string;
}

/** Bars in a table: it reads as what it looks like. Years without trips are shown too, for they are part of the story. */
export function YearChart({ title, unit, years, format }: YearChartProps) {
  const most = Math.max(1, ...years.map(({ value }) => value));
  return (
    <table className="year-chart">
      <caption>{title}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{texts.map.year}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {withoutGaps(years).map(({ year, value }) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            <td>
              <div className="bar-row">
                <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(value / most) * 100} height="10" />
                </svg>
                <span>{format(value)}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MOST_GAPS = 40;

/** All years from the first to the last; not for someone who logs a century. */
export function withoutGaps(years: readonly { year: number; value: number }[]): { year: number; value: number }[] {
  const numbers = years.map(({ year }) => year);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  if (years.length === 0 || last - first > MOST_GAPS) {
    return [...years];
  }
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = last - index;
    return { year, value: years.find((candidate) => candidate.year === year)?.value ?? 0 };
  });
}
