import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { publicApi, read } from '../api/client';
import type { PublicTrip } from '../api/types';
import { useSession } from '../auth/session';
import { texts } from '../texts';
import { Empty, Failure, Loading } from '../ui/Feedback';
import { countryName, formatDays, formatKm } from '../ui/format';
import { lazyView } from '../ui/lazyView';
import { Page } from '../ui/Page';
import { foldTrips } from './folded';
import '../trips/trips.css';
import './public.css';

const WorldMap = lazyView(() => import('../map/WorldMap'), 'everyone');

const PAGE = 24;
const NEXT_PAGES = 100;
/** So many trips make a page, and so many are read for it without being asked. */
const ENOUGH = 12;
const MOST_READ_ON = 500;

/** What everyone sees: trips that their owners made public. */
export function PublicPage() {
  const session = useSession();
  const list = useInfiniteQuery({
    queryKey: ['public'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read(
        publicApi.GET('/api/public/trips', {
          params: { query: pageParam ? { limit: NEXT_PAGES, cursor: pageParam } : { limit: PAGE } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const trips = list.data?.pages.flatMap((page) => page.items) ?? [];
  const folded = foldTrips(trips);
  const shown = folded.flatMap(({ trip, more }) => [trip, ...(unfolded.has(trip.id) ? more : [])]);
  const words = texts.public;

  // Somebody's long list must not leave the page empty.
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  const readsOn = hasNextPage && folded.length < ENOUGH && trips.length < MOST_READ_ON;
  useEffect(() => {
    if (readsOn && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [readsOn, isFetching, isError, fetchNextPage]);

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
            <WorldMap label={words.mapLabel(shown.length)} points={shown.map(toPoint)} />
          </Suspense>
        </section>
        <section aria-labelledby="public-list">
          <h2 id="public-list">{words.listTitle}</h2>
          {list.isPending && <Loading />}
          {list.isError && <Failure error={list.error} retry={() => void (list.data ? list.fetchNextPage() : list.refetch())} />}
          {list.data && trips.length === 0 && <Empty title={words.emptyTitle}>{words.empty}</Empty>}
          <ul className="cards">
            {folded.map(({ trip, more }) => (
              <Fragment key={trip.id}>
                <PublicTripCard trip={trip} />
                {more.length > 0 &&
                  (unfolded.has(trip.id) ? (
                    more.map((other) => <PublicTripCard key={other.id} trip={other} />)
                  ) : (
                    <li className="trip-card trip-more">
                      <button type="button" className="button" onClick={() => setUnfolded(new Set([...unfolded, trip.id]))}>
                        {words.more(more.length, byline(more[0]))}
                      </button>
                    </li>
                  ))}
              </Fragment>
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
      <p className="trip-by">{byline(trip)}</p>
    </li>
  );
}

const byline = (trip: PublicTrip | undefined) => (trip?.displayName ? texts.public.by(trip.displayName) : texts.public.anonymous);

const toPoint = (trip: PublicTrip) => ({
  id: trip.id,
  latitude: trip.destination.latitude,
  longitude: trip.destination.longitude,
  title: trip.title,
  detail: `${trip.destination.name}, ${countryName(trip.destination.country)}`,
});
