import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { Alert, Empty, Failure, Loading } from '../ui/Feedback';
import { MoreTrigger } from '../ui/MoreTrigger';
import { Page } from '../ui/Page';
import { CsvExportButton } from './CsvExportButton';
import { deleteWithUndo, useDeletedIds } from './deletions';
import { Filters } from './Filters';
import { filterTrips, isFiltering, noFilter } from './filter';
import { useAllTrips, useSummary } from './queries';
import { Totals } from './Totals';
import { onTripKey, TripItem } from './TripItem';
import { useVisibility } from './useVisibility';
import './trips.css';

export default function TripsPage() {
  const [filter, setFilter] = useState(noFilter);
  const isFiltered = isFiltering(filter);
  // Searching reads the rest of the list: what is not read cannot be found.
  const list = useAllTrips(isFiltered);
  const deleted = useDeletedIds();
  const trips = list.trips.filter((trip) => !deleted.has(trip.id));
  const words = texts.tripList;

  return (
    <Page
      title={words.title}
      actions={
        <>
          <Link href="/trips/new" className="button button-primary">
            {words.add}
          </Link>
          <Link href="/trips/import" className="button">
            {words.import}
          </Link>
          {trips.length > 0 && <CsvExportButton />}
        </>
      }
    >
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
      {list.data && list.trips.length === 0 && (
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
      {list.trips.length > 0 && (
        <>
          <Totals />
          <Filters trips={list.trips} filter={filter} onChange={setFilter} />
          <TripList trips={trips} filter={filter} isComplete={!list.hasNextPage} />
          {list.isFetchNextPageError && <Failure title={words.moreFailed} error={list.error} retry={() => void list.fetchNextPage()} />}
          {list.hasNextPage && !list.isFetchNextPageError && (
            <MoreTrigger isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          )}
        </>
      )}
    </Page>
  );
}

interface TripListProps {
  trips: Trip[];
  filter: typeof noFilter;
  isComplete: boolean;
}

function TripList({ trips, filter, isComplete }: TripListProps) {
  const { data: summary } = useSummary();
  const setPublic = useVisibility();
  const shown = filterTrips(trips, useDeferredValue(filter));
  const words = texts.tripList;
  const isFiltered = isFiltering(filter);

  return (
    <>
      <p className="list-status" role="status">
        {isFiltered ? words.found(shown.length, trips.length, isComplete) : words.shown(shown.length, summary?.trips)}
      </p>
      <p className="visually-hidden" id="trips-keys">
        {words.keyboard}
      </p>
      {shown.length === 0 && isFiltered && isComplete ? (
        <Empty title={words.foundNoneTitle}>{words.foundNone}</Empty>
      ) : (
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
          {shown.map((trip) => (
            <TripItem
              key={trip.id}
              trip={trip}
              onSetPublic={(item, isPublic) => void setPublic(item, isPublic)}
              onDelete={deleteWithUndo}
            />
          ))}
        </ul>
      )}
    </>
  );
}
