import { useSyncExternalStore } from 'react';

/** A short message at the screen's edge, which may offer a way back. */
export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'error';
  action?: { label: string; run: () => void };
  /** Called once, when it goes without its action having been used. */
  onGone?: () => void;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function showToast(toast: Omit<Toast, 'id' | 'kind'> & { kind?: Toast['kind'] }): number {
  lastId += 1;
  update([...toasts, { kind: 'info', ...toast, id: lastId }]);
  return lastId;
}

/** Takes a message away, as reading it or waiting does. */
export function dismissToast(id: number): void {
  const toast = toasts.find((candidate) => candidate.id === id);
  if (toast) {
    update(toasts.filter((candidate) => candidate !== toast));
    toast.onGone?.();
  }
}

/** Does what a message offers. */
export function runToastAction(id: number): void {
  const toast = toasts.find((candidate) => candidate.id === id);
  if (toast) {
    update(toasts.filter((candidate) => candidate !== toast));
    toast.action?.run();
  }
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}

function update(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) {
    listener();
  }
}
