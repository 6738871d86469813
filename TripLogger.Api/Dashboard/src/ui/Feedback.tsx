import { type ReactNode, useEffect, useState } from 'react';
import { describe } from '../api/errors';
import { texts } from '../texts';

/** Something to read at once: an error, or that something worked. */
export function Alert({ kind, children }: { kind: 'error' | 'success' | 'info'; children: ReactNode }) {
  return (
    <div className={`alert alert-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** A failed request, and the way out of it. */
export function Failure({ title, error, retry }: { title?: string; error: unknown; retry?: () => void }) {
  return (
    <Alert kind="error">
      <p>
        {title && <strong>{title} </strong>}
        {describe(error)}
      </p>
      {retry && (
        <button type="button" className="button button-small" onClick={retry}>
          {texts.actions.retry}
        </button>
      )}
    </Alert>
  );
}

const PATIENCE_MS = 400;

/** Shows that something is under way, once it takes long enough to be noticed. */
export function Loading({ label = texts.shell.loading }: { label?: string }) {
  const [isVisible, setIsVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsVisible(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="loading" role="status">
      {isVisible && (
        <>
          <span className="spinner" aria-hidden="true" /> {label}
        </>
      )}
    </p>
  );
}

/** What to do where there is nothing yet. */
export function Empty({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 120 60" aria-hidden="true" className="empty-art">
        <path d="M10 50c22 0 20-32 42-32s22 24 58-8" />
        <circle cx="10" cy="50" r="4" />
        <circle cx="110" cy="10" r="5" className="goal" />
      </svg>
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

/** A button that says that it is at work. */
export function SubmitButton({
  busy,
  children,
  className = 'button button-primary',
}: {
  busy: boolean;
  children: ReactNode;
  className?: string;
}) {
  return (
    <button
      type="submit"
      className={className}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : undefined}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
