import { useEffect, useRef } from 'react';
import { texts } from '../texts';

interface MoreTriggerProps {
  isLoading: boolean;
  onMore: () => void;
}

/** Asks for the next page when it comes into sight, and when it is pressed. */
export function MoreTrigger({ isLoading, onMore }: MoreTriggerProps) {
  const ref = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;

  useEffect(() => {
    if (ref.current && !isLoading) {
      const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && latest.current(), {
        rootMargin: '400px',
      });
      observer.observe(ref.current);
      return () => observer.disconnect();
    }
  }, [isLoading]);

  return (
    <button ref={ref} type="button" className="button more" aria-disabled={isLoading || undefined} onClick={() => !isLoading && onMore()}>
      {isLoading && <span className="spinner" aria-hidden="true" />}
      {isLoading ? texts.shell.loading : texts.actions.loadMore}
    </button>
  );
}
