import { useSyncExternalStore } from 'react';

/** Whether the API answers, as the last request has shown; the browser's own word on being online is only a hint. */
let isReachable = true;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const PROBE = '/config.json';
const PROBE_EVERY_MS = 3_000;

export function useReachable(): boolean {
  return useSyncExternalStore(onReachable, () => isReachable);
}

/** Calls back when the API has become reachable or unreachable. */
export function onReachable(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const getReachable = () => isReachable;

/** Tells what a request has shown. Without an answer, the API is asked again until it gives one. */
export function reportReachable(reached: boolean): void {
  clearTimeout(timer);
  if (!reached) {
    timer = setTimeout(() => void isAnswering(), PROBE_EVERY_MS);
  }
  if (reached !== isReachable) {
    isReachable = reached;
    for (const listener of listeners) {
      listener();
    }
  }
}

/** Whether something before the API answered for it: a proxy or a gateway. */
export function isFromProxy(response: Response): boolean {
  return response.status >= 500 && !response.headers.get('Content-Type')?.includes('json');
}

/** Notices at once when the network goes or comes back. */
export function watchNetwork(): void {
  window.addEventListener('offline', () => void isAnswering());
  window.addEventListener('online', () => void isAnswering());
}

/** Asks the API for a sign of life, and tells everyone. */
export async function isAnswering(): Promise<boolean> {
  try {
    reportReachable(!isFromProxy(await fetch(PROBE, { cache: 'no-store' })));
  } catch {
    reportReachable(false);
  }
  return isReachable;
}
