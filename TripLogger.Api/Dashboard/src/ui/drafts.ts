import { useCallback, useMemo, useState } from 'react';

const PREFIX = 'triplogger.draft.';

/** What someone has typed and not saved, by traveller and form. It survives a reload and goes at sign-out. */
export function readDraft<T>(userId: string, name: string): T | null {
  const text = localStorage.getItem(keyOf(userId, name));
  if (text === null) {
    return null;
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    // Cut off or written by someone else: there is nothing to restore.
    localStorage.removeItem(keyOf(userId, name));
    return null;
  }
}

/** Keeps a draft; says whether the browser had room for it. */
export function writeDraft(userId: string, name: string, value: unknown): boolean {
  try {
    localStorage.setItem(keyOf(userId, name), JSON.stringify(value));
    return true;
  } catch (error) {
    if (error instanceof DOMException) {
      return false;
    }
    throw error;
  }
}

export function removeDraft(userId: string, name: string): void {
  localStorage.removeItem(keyOf(userId, name));
}

/** Removes everything that a traveller typed and did not save. */
export function clearDrafts(userId: string): void {
  for (const key of Object.keys(localStorage).filter((candidate) => candidate.startsWith(keyOf(userId, '')))) {
    localStorage.removeItem(key);
  }
}

export interface Draft<T> {
  value: T;
  change: (part: Partial<T>) => void;
  discard: () => void;
  /** Whether it came out of the browser's memory. */
  isRestored: boolean;
}

/** The state of a form that survives a reload. */
export function useDraft<T extends object>(userId: string, name: string, initial: T): Draft<T> {
  const restored = useMemo(() => readDraft<T>(userId, name), [userId, name]);
  const [value, setValue] = useState<T>(() => restored ?? initial);
  const [isRestored, setIsRestored] = useState(restored !== null);

  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part };
        writeDraft(userId, name, next);
        return next;
      }),
    [userId, name],
  );

  const discard = useCallback(() => {
    removeDraft(userId, name);
    setIsRestored(false);
    setValue(initial);
  }, [userId, name, initial]);

  return { value, change, discard, isRestored };
}

const keyOf = (userId: string, name: string) => `${PREFIX}${userId}.${name}`;
