import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from '../texts';
import { isReturn } from './history';

interface PageProps {
  title: string;
  /** The heading, where it says more than the title. */
  heading?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  /** Narrow pages hold one form. */
  narrow?: boolean;
  children: ReactNode;
}

let isFirstPage = true;

/** One view: names the document, and moves the focus to its heading so that a screen reader tells where one is. */
export function Page({ title, heading, intro, actions, narrow, children }: PageProps) {
  const headingRef = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = title === texts.public.title ? texts.product : texts.title(title);
  }, [title]);

  useEffect(() => {
    if (isFirstPage) {
      isFirstPage = false;
      return;
    }
    if (!document.activeElement?.closest('[data-autofocus]')) {
      headingRef.current?.focus({ preventScroll: true });
    }
    if (!isReturn()) {
      window.scrollTo(0, 0);
    }
  }, []);

  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <header className="page-header">
        <div>
          <h1 ref={headingRef} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {intro && <p className="intro">{intro}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
