import { useCallback, useState } from 'react';

/** A step that takes a while and may fail: one at a time. */
export function useTask<Args extends unknown[]>(run: (...args: Args) => Promise<void>) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const start = useCallback(
    async (...args: Args) => {
      setIsBusy(true);
      setError(null);
      try {
        await run(...args);
      } catch (reason) {
        setError(reason);
      } finally {
        setIsBusy(false);
      }
    },
    [run],
  );

  return { start, isBusy, error, setError };
}
