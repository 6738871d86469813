import type { ComponentProps } from 'react';
import { allCountries } from './countries';

/** A list of all countries; `emptyLabel` stands for none. */
export function CountrySelect({ emptyLabel, ...select }: ComponentProps<'select'> & { emptyLabel: string }) {
  return (
    <select {...select}>
      <option value="">{emptyLabel}</option>
      {allCountries().map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
