import { useEffect, useRef } from 'react';
import { texts } from '../texts';

export interface ConflictRow {
  label: string;
  mine: string;
  theirs: string;
}

interface ConflictProps {
  rows: readonly ConflictRow[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Two versions of the same thing, side by side, and the choice between them: in sight and in focus as soon as it is there. */
export function Conflict({ rows, onKeepMine, onTakeTheirs }: ConflictProps) {
  const different = rows.filter((row) => row.mine !== row.theirs);
  const ref = useRef<HTMLElement>(null);

  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <section ref={ref} tabIndex={-1} className="conflict" aria-labelledby="conflict-title" aria-describedby="conflict-intro">
      <h2 id="conflict-title">{texts.conflict.title}</h2>
      <p id="conflict-intro">{texts.conflict.intro}</p>
      {different.length === 0 ? (
        <p>{texts.conflict.same}</p>
      ) : (
        <table className="comparison">
          <thead>
            <tr>
              <th scope="col">{texts.conflict.field}</th>
              <th scope="col">{texts.conflict.mine}</th>
              <th scope="col">{texts.conflict.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {different.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>{row.mine || texts.conflict.empty}</td>
                <td>{row.theirs || texts.conflict.empty}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row">
        <button type="button" className="button button-primary" onClick={onKeepMine}>
          {texts.conflict.keepMine}
        </button>
        <button type="button" className="button" onClick={onTakeTheirs}>
          {texts.conflict.takeTheirs}
        </button>
      </div>
    </section>
  );
}
