import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { texts } from '../texts';
import { Field } from '../ui/Field';
import { countryName } from '../ui/format';
import type { TripDraft } from './draft';

interface PlaceFieldProps {
  value: string;
  error?: string | undefined;
  onChange: (part: Partial<TripDraft>) => void;
}

/** The destination's name. Choosing a suggested place fills in where it is; any other name is fine too. */
export function PlaceField({ value, error, onChange }: PlaceFieldProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const listId = useId();
  const text = useDeferredValue(value);
  const isAsking = isOpen && text.trim().length >= 2;
  // Lists of places are loaded as someone types.
  const { data: places = [] } = useQuery({
    queryKey: ['places', text],
    queryFn: async () => (await import('../places/places')).findPlaces(text),
    enabled: isAsking,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const shown = isAsking ? places : [];

  function choose(index: number) {
    const place = shown[index];
    if (place) {
      onChange({ place: place.name, country: place.country, latitude: String(place.latitude), longitude: String(place.longitude) });
      close();
    }
  }

  function close() {
    setIsOpen(false);
    setActive(-1);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (shown.length === 0) {
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % shown.length);
        break;
      case 'ArrowUp':
        setActive((active <= 0 ? shown.length : active) - 1);
        break;
      case 'Enter':
        if (active < 0) {
          return;
        }
        choose(active);
        break;
      case 'Escape':
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <Field label={texts.trip.place} hint={texts.trip.placeHint} error={error} className="field-place">
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
            maxLength={120}
            autoComplete="off"
            required
            value={value}
            onChange={(event) => {
              onChange({ place: event.target.value });
              setIsOpen(true);
              setActive(-1);
            }}
            onKeyDown={onKeyDown}
            onBlur={close}
          />
          <div id={listId} role="listbox" aria-label={texts.trip.suggestions} className="suggestions" hidden={shown.length === 0}>
            {shown.map((place, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
              <div
                key={`${place.name} ${place.country} ${place.latitude} ${place.longitude}`}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                onPointerDown={(event) => {
                  // Before the input loses the focus and closes the list.
                  event.preventDefault();
                  choose(index);
                }}
              >
                {place.name} <small>{[place.also, place.kind, countryName(place.country)].filter(Boolean).join(' · ')}</small>
              </div>
            ))}
          </div>
          <span className="visually-hidden" role="status">
            {shown.length > 0 ? texts.trip.suggestionCount(shown.length) : ''}
          </span>
        </>
      )}
    </Field>
  );
}
