import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { Trip } from '../api/types';
import { texts } from '../texts';
import { countryName, dayCount, formatDays, formatKm } from '../ui/format';
import { Icon } from '../ui/Icon';
import { Switch } from '../ui/Switch';
import { today } from './travelled';

interface TripItemProps {
  trip: Trip;
  /** Before the trip's own view takes the place of the list. */
  onOpen: () => void;
  onSetPublic: (trip: Trip, isPublic: boolean) => void;
  onDelete: (trip: Trip) => void;
}

export function TripItem({ trip, onOpen, onSetPublic, onDelete }: TripItemProps) {
  const open = { href: `/trips/${trip.id}`, state: { fromList: true }, onClick: onOpen };
  return (
    <li className="trip">
      <div className="trip-text">
        <h2>
          <Link {...open} data-trip={trip.id}>
            {trip.title}
          </Link>
          {trip.startDate > today() && <span className="badge">{texts.tripList.plannedOne}</span>}
        </h2>
        <p className="trip-place">
          {trip.destination.name}, {countryName(trip.destination.country)}
        </p>
        <p className="trip-facts">
          <span>{formatDays(trip.startDate, trip.endDate)}</span>
          <span>{texts.days(dayCount(trip.startDate, trip.endDate))}</span>
          {trip.distanceKm > 0 && <span>{formatKm(trip.distanceKm)}</span>}
        </p>
        {trip.notes && <p className="trip-notes">{trip.notes}</p>}
      </div>
      <div className="trip-actions">
        <Switch
          label={texts.tripList.public}
          name={texts.tripList.makePublic(trip.title)}
          checked={trip.visibility === 'public'}
          onChange={(checked) => onSetPublic(trip, checked)}
        />
        <Link {...open} className="icon-button" aria-label={texts.tripList.editLabel(trip.title)}>
          <Icon name="edit" />
        </Link>
        <button
          type="button"
          className="icon-button"
          aria-label={texts.tripList.deleteLabel(trip.title)}
          onClick={(event) => {
            focusNeighbour(event.currentTarget.closest('ul'), trip.id);
            onDelete(trip);
          }}
        >
          <Icon name="delete" />
        </button>
      </div>
    </li>
  );
}

/** Moves between the trips of a list, or deletes one, while the focus is on a trip's title. */
export function onTripKey(event: KeyboardEvent<HTMLElement>, onDelete: (id: string) => void): void {
  const links = linksIn(event.currentTarget);
  const index = links.indexOf(event.target as HTMLElement);
  if (index < 0) {
    return;
  }
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: links.length - 1 }[event.key];
  if (next !== undefined) {
    links[next]?.focus();
    event.preventDefault();
  } else if (event.key === 'Delete') {
    const id = links[index]?.dataset.trip ?? '';
    focusNeighbour(event.currentTarget, id);
    onDelete(id);
  }
}

/** Where one is in the list is kept when a trip goes. */
function focusNeighbour(list: HTMLElement | null, id: string): void {
  const links = list ? linksIn(list) : [];
  const index = links.findIndex((link) => link.dataset.trip === id);
  (links[index + 1] ?? links[index - 1])?.focus();
}

const linksIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-trip]')];
