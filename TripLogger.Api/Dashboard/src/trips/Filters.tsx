import { useState } from 'react';
import type { TripSummary } from '../api/types';
import { texts } from '../texts';
import { Field } from '../ui/Field';
import { compareNames, countryName } from '../ui/format';
import { usePhone } from '../ui/usePhone';
import { isFiltering, noFilter, type TripFilter } from './filter';

interface FiltersProps {
  /** Has the years and countries to choose from: those of all trips. */
  summary: TripSummary | undefined;
  filter: TripFilter;
  onChange: (filter: TripFilter) => void;
}

/** Search and filters; on a phone behind one line, so that the trips come first. */
export function Filters(props: FiltersProps) {
  const isPhone = usePhone();
  const [isOpen, setIsOpen] = useState(() => isFiltering(props.filter));
  if (!isPhone) {
    return <Fields {...props} />;
  }
  return (
    <details className="fold" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{texts.tripList.filters}</summary>
      <Fields {...props} />
    </details>
  );
}

function Fields({ summary, filter, onChange }: FiltersProps) {
  const words = texts.tripList;
  // What the address asks for is in the list, also before the summary is there and when no trip has it any more.
  const years = withChosen(
    summary?.years.map(({ year }) => String(year)),
    filter.year,
  );
  const countries = withChosen(
    summary?.countries.map(({ country }) => country),
    filter.country,
  )
    .map((code) => ({ code, name: countryName(code) }))
    .sort((left, right) => compareNames(left.name, right.name));
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

const withChosen = (values: string[] = [], chosen: string) => (!chosen || values.includes(chosen) ? values : [chosen, ...values]);
