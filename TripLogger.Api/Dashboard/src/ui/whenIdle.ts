/** What the first view still loads comes before. */
const SETTLED_MS = 2_000;

/**
 * Does something when the browser has nothing better to do, and not at all where someone pays for what they load.
 * @returns What calls it off.
 */
export function whenIdle(task: () => void): (() => void) | undefined {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) {
    return undefined;
  }
  // Safari has no idle callbacks.
  const timer = setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(task) : task()), SETTLED_MS);
  return () => clearTimeout(timer);
}
