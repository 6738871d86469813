import { texts } from '../texts';
import { formatKm } from '../ui/format';
import { useSummary } from './queries';

/** What all trips come to. */
export function Totals() {
  const { data: summary } = useSummary();
  return (
    <dl className="totals" aria-busy={!summary}>
      <Total label={texts.tripList.tripsTotal} value={summary && texts.trips(summary.trips)} />
      <Total label={texts.tripList.days} value={summary && texts.days(summary.days)} />
      <Total label={texts.tripList.km} value={summary && formatKm(summary.distanceKm)} />
      <Total label={texts.tripList.countriesTotal} value={summary && texts.countries(summary.countries.length)} />
    </dl>
  );
}

function Total({ label, value }: { label: string; value: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}
