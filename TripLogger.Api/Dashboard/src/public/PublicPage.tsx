import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { publicApi, read } from '../api/client';
import type { PublicTrip } from '../api/types';
import { useSession } from '../auth/session';
import { texts } from '../texts';
import { Empty, Failure, Loading } from '../ui/Feedback';
import { countryName, formatDays, formatKm } from '../ui/format';
import { Page } from '../ui/Page';
import '../trips/trips.css';
import './public.css';

const WorldMap = lazy(() => import('../map/WorldMap'));

const PAGE = 24;

/** What everyone sees: trips that their owners made public. */
export function PublicPage() {
  const session = useSession();
  const list = useInfiniteQuery({
    queryKey: ['public'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read(
        publicApi.GET('/api/public/trips', { params: { query: pageParam ? { limit: PAGE, cursor: pageParam } : { limit: PAGE } }, signal }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  const trips = list.data?.pages.flatMap((page) => page.items) ?? [];
  const words = texts.public;

  return (
    <div className="public">
      <Page
        title={words.title}
        heading={words.headline}
        intro={words.intro}
        actions={
          session.status === 'signedIn' ? (
            <Link href="/trips" className="button button-primary">
              {words.toTrips}
            </Link>
          ) : (
            <Link href="/sign-up" className="button button-primary button-large">
              {words.start}
            </Link>
          )
        }
      >
        <section aria-labelledby="public-map">
          <h2 id="public-map">{words.mapTitle}</h2>
          <Suspense fallback={<div className="map-frame" />}>
            <WorldMap label={words.mapLabel(trips.length)} points={trips.map(toPoint)} />
          </Suspense>
        </section>
        <section aria-labelledby="public-list">
          <h2 id="public-list">{words.listTitle}</h2>
          {list.isPending && <Loading />}
          {list.isError && <Failure error={list.error} retry={() => void (list.data ? list.fetchNextPage() : list.refetch())} />}
          {list.data && trips.length === 0 && <Empty title={words.emptyTitle}>{words.empty}</Empty>}
          <ul className="cards">
            {trips.map((trip) => (
              <PublicTripCard key={trip.id} trip={trip} />
            ))}
          </ul>
          {list.hasNextPage && (
            <button
              type="button"
              className="button more"
              aria-disabled={list.isFetchingNextPage || undefined}
              onClick={() => void list.fetchNextPage()}
            >
              {list.isFetchingNextPage ? texts.shell.loading : texts.actions.loadMore}
            </button>
          )}
        </section>
      </Page>
    </div>
  );
}

function PublicTripCard({ trip }: { trip: PublicTrip }) {
  return (
    <li className="trip-card">
      <h3>{trip.title}</h3>
      <p className="trip-place">
        {trip.destination.name}, {countryName(trip.destination.country)}
      </p>
      <p className="trip-facts">
        <span>{formatDays(trip.startDate, trip.endDate)}</span>
        {trip.distanceKm > 0 && <span>{formatKm(trip.distanceKm)}</span>}
      </p>
      <p className="trip-by">{trip.displayName ? texts.public.by(trip.displayName) : texts.public.anonymous}</p>
    </li>
  );
}

const toPoint = (trip: PublicTrip) => ({
  id: trip.id,
  latitude: trip.destination.latitude,
  longitude: trip.destination.longitude,
  title: trip.title,
  detail: `${trip.destination.name}, ${countryName(trip.destination.country)}`,
});
