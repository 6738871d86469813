import { useDeferredValue, useEffect } from 'react';
import { Link } from 'wouter';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { Alert, Empty, Failure, Loading } from '../ui/Feedback';
import { rememberOpened } from '../ui/history';
import { MoreTrigger } from '../ui/MoreTrigger';
import { Page } from '../ui/Page';
import { usePhone } from '../ui/usePhone';
import { CsvExportButton } from './CsvExportButton';
import { deleteWithUndo, useDeletedIds } from './deletions';
import { Filters } from './Filters';
import { filterTrips, noFilter } from './filter';
import { useSummary, useTrips } from './queries';
import { Totals } from './Totals';
import { onTripKey, TripItem } from './TripItem';
import { today } from './travelled';
import { useFilter } from './useFilter';
import { useReturn } from './useReturn';
import { useVisibility } from './useVisibility';
import './trips.css';

export default function TripsPage() {
  const { filter, setFilter, isFiltered, write } = useFilter();
  const back = useReturn();
  const { data: summary } = useSummary();
  const deleted = useDeletedIds();
  const kept = (trips: Trip[]) => trips.filter((trip) => !deleted.has(trip.id));
  // What is planned comes first in the list, and does not count as travelled.
  const all = useTrips((read) => (read.at(-1)?.startDate ?? '') > today());
  // Searching reads the rest of the list: what is not read cannot be found.
  const list = useTrips((read) => isFiltered || back.isSought(read), filter.year || null);
  const trips = kept(list.trips);
  const shown = filterTrips(trips, useDeferredValue(filter));
  const hasTrips = all.trips.length > 0;
  const words = texts.tripList;

  useEffect(() => back.arrive());

  return (
    <Page title={words.title} actions={<Actions canExport={hasTrips} />}>
      {list.isPending && <Loading />}
      {list.isError && !list.data && <Failure title={words.loadFailed} error={list.error} retry={() => void list.refetch()} />}
      {list.isRefetchError && (
        <Alert kind="info">
          <p>{texts.errors.stale}</p>
          <button type="button" className="button button-small" onClick={() => void list.refetch()}>
            {texts.actions.retry}
          </button>
        </Alert>
      )}
      {all.data && !hasTrips && (
        <Empty
          title={words.emptyTitle}
          actions={
            <>
              <Link href="/trips/new" className="button button-primary">
                {words.add}
              </Link>
              <Link href="/trips/import" className="button">
                {texts.import.title}
              </Link>
            </>
          }
        >
          {words.empty}
        </Empty>
      )}
      {hasTrips && (
        <>
          <Totals trips={kept(all.trips)} isComplete={!all.hasNextPage} />
          <Filters summary={summary} filter={filter} onChange={setFilter} />
        </>
      )}
      {hasTrips && list.data && (
        <>
          <p className="list-status" role="status">
            {isFiltered ? words.found(shown.length, trips.length, !list.hasNextPage) : words.shown(shown.length, summary?.trips)}
          </p>
          {shown.length === 0 && isFiltered && !list.hasNextPage ? (
            <Empty
              title={words.foundNoneTitle}
              actions={
                <button type="button" className="button" onClick={() => setFilter(noFilter)}>
                  {words.clearFilters}
                </button>
              }
            >
              {words.foundNone}
            </Empty>
          ) : (
            <TripList
              trips={shown}
              onOpen={(trip) => {
                write();
                rememberOpened(trip.id);
              }}
            />
          )}
          {list.isFetchNextPageError && <Failure title={words.moreFailed} error={list.error} retry={() => void list.fetchNextPage()} />}
          {list.hasNextPage && !list.isFetchNextPageError && (
            <MoreTrigger isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          )}
        </>
      )}
    </Page>
  );
}

/** What one can do with the list. On a phone the trips are nearer than what is done once a year. */
function Actions({ canExport }: { canExport: boolean }) {
  const isPhone = usePhone();
  const words = texts.tripList;
  const rare = (
    <>
      <Link href="/trips/import" className="button">
        {words.import}
      </Link>
      {canExport && <CsvExportButton />}
    </>
  );
  return (
    <>
      <Link href="/trips/new" className="button button-primary">
        {words.add}
      </Link>
      {isPhone ? (
        <details
          className="menu"
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) {
              currentTarget.open = false;
            }
          }}
        >
          <summary className="button">{words.more}</summary>
          <div className="menu-items">{rare}</div>
        </details>
      ) : (
        rare
      )}
    </>
  );
}

function TripList({ trips, onOpen }: { trips: Trip[]; onOpen: (trip: Trip) => void }) {
  const setPublic = useVisibility();
  const words = texts.tripList;
  return (
    <>
      <p className="visually-hidden" id="trips-keys">
        {words.keyboard}
      </p>
      <ul
        className="trips"
        aria-label={words.listLabel}
        aria-describedby="trips-keys"
        onKeyDown={(event) =>
          onTripKey(event, (id) => {
            const trip = trips.find((candidate) => candidate.id === id);
            if (trip) {
              deleteWithUndo(trip);
            }
          })
        }
      >
        {trips.map((trip) => (
          <TripItem
            key={trip.id}
            trip={trip}
            onOpen={() => onOpen(trip)}
            onSetPublic={(item, isPublic) => void setPublic(item, isPublic)}
            onDelete={deleteWithUndo}
          />
        ))}
      </ul>
    </>
  );
}
