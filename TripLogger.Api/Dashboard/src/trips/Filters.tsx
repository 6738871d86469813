import type { Trip } from '../api/types';
import { texts } from '../texts';
import { Field } from '../ui/Field';
import { countryName } from '../ui/format';
import { isFiltering, noFilter, type TripFilter } from './filter';

interface FiltersProps {
  /** What years and countries there are to choose from. */
  trips: readonly Trip[];
  filter: TripFilter;
  onChange: (filter: TripFilter) => void;
}

export function Filters({ trips, filter, onChange }: FiltersProps) {
  const words = texts.tripList;
  const years = [...new Set(trips.map((trip) => trip.startDate.slice(0, 4)))].sort().reverse();
  const countries = [...new Set(trips.map((trip) => trip.destination.country))]
    .map((code) => ({ code, name: countryName(code) }))
    .sort((left, right) => left.name.localeCompare(right.name));
  const bind = (field: keyof TripFilter) => ({
    value: filter[field],
    onChange: (event: { target: { value: string } }) => onChange({ ...filter, [field]: event.target.value }),
  });

  return (
    <search className="filters">
      <Field label={words.search}>
        {(control) => <input {...control} type="search" placeholder={words.searchPlaceholder} {...bind('text')} />}
      </Field>
      <Field label={words.visibility}>
        {(control) => (
          <select {...control} {...bind('visibility')}>
            <option value="">{words.all}</option>
            <option value="private">{words.private}</option>
            <option value="public">{words.public}</option>
          </select>
        )}
      </Field>
      <Field label={words.year}>
        {(control) => (
          <select {...control} {...bind('year')}>
            <option value="">{words.allYears}</option>
            {years.map((year) => (
              <option key={year}>{year}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.country}>
        {(control) => (
          <select {...control} {...bind('country')}>
            <option value="">{words.allCountries}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isFiltering(filter) && (
        <button type="button" className="button button-quiet" onClick={() => onChange(noFilter)}>
          {words.clearFilters}
        </button>
      )}
    </search>
  );
}
