import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { isFiltering, readFilter, type TripFilter, writeFilter } from './filter';

/** Browsers refuse to be told of every letter. */
const WRITTEN_AFTER_MS = 300;

/** The filter of the list. It is in the address, so that it can be come back to and passed on. */
export function useFilter() {
  const [location, navigate] = useLocation();
  const search = useSearch();
  const [filter, setFilter] = useState(readAddress);
  const written = useRef(window.location.search);

  // Another address, by the browser's buttons or a link.
  useEffect(() => {
    void search;
    if (window.location.search !== written.current) {
      written.current = window.location.search;
      setFilter(readAddress());
    }
  }, [search]);

  function write() {
    const query = writeFilter(filter);
    if (query !== written.current) {
      written.current = query;
      navigate(location + query, { replace: true, state: history.state });
    }
  }
  const latest = useRef(write);
  latest.current = write;

  useEffect(() => {
    const timer = setTimeout(() => latest.current(), WRITTEN_AFTER_MS);
    void filter;
    return () => clearTimeout(timer);
  }, [filter]);

  return {
    filter,
    setFilter: (next: TripFilter) => setFilter(next),
    isFiltered: isFiltering(filter),
    /** Brings the address up to date at once: before something else is opened. */
    write,
  };
}

const readAddress = () => readFilter(new URLSearchParams(window.location.search));
