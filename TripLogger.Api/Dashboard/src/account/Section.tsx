import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  intro?: ReactNode;
  isDanger?: boolean;
  children: ReactNode;
}

/** One thing that can be changed about an account. */
export function Section({ title, intro, isDanger, children }: SectionProps) {
  const id = useId();
  return (
    <section className={isDanger ? 'card section section-danger' : 'card section'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {intro && <p className="muted">{intro}</p>}
      {children}
    </section>
  );
}
