import { useEffect, useState } from 'react';
import { texts } from '../texts';
import { dismissToast, runToastAction, type Toast, useToasts } from './toasts';

const SHOWN_MS = 8_000;

/** All messages. They stay while someone points at them or has the focus in them. */
export function ToastRegion() {
  const toasts = useToasts();
  const [isHeld, setIsHeld] = useState(false);
  return (
    <section
      className="toasts"
      aria-label={texts.shell.notifications}
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} isHeld={isHeld} />
      ))}
    </section>
  );
}

function ToastItem({ toast, isHeld }: { toast: Toast; isHeld: boolean }) {
  useEffect(() => {
    if (!isHeld) {
      const timer = setTimeout(() => dismissToast(toast.id), SHOWN_MS);
      return () => clearTimeout(timer);
    }
  }, [toast.id, isHeld]);

  return (
    <div className={`toast toast-${toast.kind}`}>
      <p>{toast.text}</p>
      {toast.action && (
        <button type="button" className="button button-small" onClick={() => runToastAction(toast.id)}>
          {toast.action.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={texts.actions.dismiss} onClick={() => dismissToast(toast.id)}>
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
