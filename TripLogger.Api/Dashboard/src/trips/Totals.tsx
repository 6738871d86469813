import type { Trip } from '../api/types';
import { texts } from '../texts';
import { formatKm } from '../ui/format';
import { useSummary } from './queries';
import { today, travelled, travelledBySummary } from './travelled';

interface TotalsProps {
  /** The list of all trips, as far as it was read: at least those that are planned, which come first. */
  trips: readonly Trip[];
  isComplete: boolean;
}

/** What all trips come to that have begun. */
export function Totals({ trips, isComplete }: TotalsProps) {
  const { data: summary } = useSummary();
  const on = today();
  const totals = isComplete
    ? travelled(trips, on)
    : summary &&
      travelledBySummary(
        summary,
        trips.filter((trip) => trip.startDate > on),
      );
  const words = texts.tripList;
  return (
    <dl className="totals" aria-busy={!totals}>
      <Total
        label={words.tripsTotal}
        value={totals && texts.trips(totals.trips)}
        more={totals && totals.planned > 0 ? words.planned(totals.planned) : undefined}
      />
      <Total label={words.days} value={totals && (totals.isAtMost ? words.atMost(texts.days(totals.days)) : texts.days(totals.days))} />
      <Total label={words.km} value={totals && formatKm(totals.distanceKm)} />
      <Total label={words.countriesTotal} value={totals && texts.countries(totals.countries.length)} />
    </dl>
  );
}

function Total({ label, value, more }: { label: string; value: string | undefined; more?: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span>{value ?? '–'}</span> {more && <small>{more}</small>}
      </dd>
    </div>
  );
}
