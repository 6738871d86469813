import { useRef } from 'react';
import type { Trip } from '../api/types';
import { isReturn, remembered } from '../ui/history';

/** A page that was reloaded has to read the list again; so far it looks for the trip that one came from. */
const MOST_READ = 1_000;

/** Who comes back to the list is at the very trip that they opened, with the focus on it. */
export function useReturn() {
  const wanted = useRef(isReturn() ? remembered().opened : undefined);

  return {
    /** Whether the trip may be further down in the list. */
    isSought: (read: readonly Trip[]) =>
      wanted.current !== undefined && read.length < MOST_READ && !read.some((trip) => trip.id === wanted.current),

    /** Goes to the trip once it is shown. */
    arrive() {
      const link = wanted.current && document.querySelector<HTMLElement>(`[data-trip="${CSS.escape(wanted.current)}"]`);
      if (!link) {
        return;
      }
      wanted.current = undefined;
      link.focus({ preventScroll: true });
      const { top, bottom } = link.getBoundingClientRect();
      if (top < 0 || bottom > window.innerHeight) {
        link.scrollIntoView({ block: 'center' });
      }
    },
  };
}
