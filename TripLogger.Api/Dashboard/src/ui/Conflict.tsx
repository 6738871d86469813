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

/** Two versions of the same thing, side by side, and the choice between them. */
export function Conflict({ rows, onKeepMine, onTakeTheirs }: ConflictProps) {
  const different = rows.filter((row) => row.mine !== row.theirs);
  return (
    <section className="conflict" role="alert" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{texts.conflict.title}</h2>
      <p>{texts.conflict.intro}</p>
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
