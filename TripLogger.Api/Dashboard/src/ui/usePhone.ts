import { useSyncExternalStore } from 'react';

/** As narrow as the style sheets' phones. */
const query = window.matchMedia('(max-width: 46rem)');

/** Whether the window is as narrow as a phone. */
export const usePhone = () =>
  useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
