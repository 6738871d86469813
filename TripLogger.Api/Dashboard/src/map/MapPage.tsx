import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { useDeletedIds } from '../trips/deletions';
import { useAllTrips } from '../trips/queries';
import { today, travelled } from '../trips/travelled';
import { Empty, Failure, Loading } from '../ui/Feedback';
import { countryName, formatDays, formatKm, formatNumber } from '../ui/format';
import { Page } from '../ui/Page';
import type { MapPoint } from './clusters';
import { toNumeric } from './countryCodes';
import WorldMap from './WorldMap';
import { YearChart } from './YearChart';
import './numbers.css';

export default function MapPage() {
  const list = useAllTrips();
  const deleted = useDeletedIds();
  const trips = list.trips.filter((trip) => !deleted.has(trip.id));
  const words = texts.map;

  return (
    <Page
      title={words.title}
      heading={words.heading}
      actions={
        trips.length > 0 && (
          <button type="button" className="button no-print" onClick={() => window.print()}>
            {words.print}
          </button>
        )
      }
    >
      {list.isPending && <Loading />}
      {list.isError && (
        <Failure
          title={texts.tripList.loadFailed}
          error={list.error}
          retry={() => void (list.data ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {list.data && trips.length === 0 ? (
        <Empty
          title={words.emptyTitle}
          actions={
            <Link href="/trips/new" className="button button-primary">
              {texts.tripList.add}
            </Link>
          }
        >
          {words.empty}
        </Empty>
      ) : (
        list.data && (
          <>
            {list.hasNextPage && !list.isError && <Loading label={words.loadingTrips(trips.length)} />}
            <Travels trips={trips} />
            {!list.hasNextPage && <Numbers trips={trips} />}
          </>
        )
      )}
    </Page>
  );
}

function Travels({ trips }: { trips: Trip[] }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const points = useMemo(() => trips.map(toPoint), [trips]);
  const visited = useMemo(() => new Set(travelled(trips, today()).countries.map(({ country }) => toNumeric(country) ?? '')), [trips]);
  const chosen = trips.filter((trip) => selected.has(trip.id));

  return (
    <section className="travels" aria-label={texts.map.title}>
      <WorldMap
        label={texts.map.label(trips.length, new Set(trips.map((trip) => trip.destination.country)).size)}
        points={points}
        visited={visited}
        selected={selected}
        onSelect={(joined) => setSelected(new Set(joined.map((point) => point.id)))}
      />
      <div className="selection" role="status">
        {chosen.length === 0 ? (
          <p className="hint no-print">{texts.map.choose}</p>
        ) : (
          <ul className="plain">
            {chosen.map((trip) => (
              <li key={trip.id}>
                <Link href={`/trips/${trip.id}`}>{trip.title}</Link> · {trip.destination.name} · {formatDays(trip.startDate, trip.endDate)}
                {trip.distanceKm > 0 && ` · ${formatKm(trip.distanceKm)}`}
              </li>
            ))}
          </ul>
        )}
      </div>
      <details className="places no-print">
        <summary>{texts.map.places}</summary>
        <ul className="plain chips">
          {[...byPlace(trips)].map(([place, ids]) => (
            <li key={place}>
              <button
                type="button"
                className="chip"
                aria-pressed={ids.every((id) => selected.has(id))}
                onClick={() => setSelected(new Set(ids))}
              >
                {place}
                {ids.length > 1 && <span className="count">{formatNumber(ids.length)}</span>}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** What was travelled; known once all trips were read. */
function Numbers({ trips }: { trips: readonly Trip[] }) {
  const { years, countries, planned } = travelled(trips, today());
  const words = texts.map;
  return (
    <>
      <section aria-labelledby="years">
        <h2 id="years">{words.yearsTitle}</h2>
        {planned > 0 && <p className="hint">{words.planned(planned)}</p>}
        <div className="charts">
          <YearChart
            title={words.kmByYear}
            unit={words.km}
            format={formatKm}
            years={years.map(({ year, distanceKm }) => ({ year, value: distanceKm }))}
          />
          <YearChart
            title={words.daysByYear}
            unit={words.days}
            format={texts.days}
            years={years.map(({ year, days }) => ({ year, value: days }))}
          />
        </div>
      </section>
      <section aria-labelledby="countries">
        <h2 id="countries">
          {words.countriesTitle} <small>{words.ofWorld(countries.length)}</small>
        </h2>
        <ul className="plain chips">
          {countries.map(({ country, trips: visits }) => (
            <li key={country} className="chip">
              {countryName(country)} <span className="count">{texts.trips(visits)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function byPlace(trips: Trip[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { id, destination } of trips) {
    const name = `${destination.name}, ${countryName(destination.country)}`;
    places.set(name, [...(places.get(name) ?? []), id]);
  }
  return places;
}

const toPoint = (trip: Trip): MapPoint => ({
  id: trip.id,
  latitude: trip.destination.latitude,
  longitude: trip.destination.longitude,
  title: trip.title,
  detail: `${trip.destination.name}, ${countryName(trip.destination.country)}`,
});
