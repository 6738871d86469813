import { useState } from 'react';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { readDraft, removeDraft, writeDraft } from '../ui/drafts';
import { Page } from '../ui/Page';
import { ChooseFile } from './ChooseFile';
import type { CsvRow } from './csv';
import { Preview } from './Preview';
import { Progress } from './Progress';
import type { ImportRow } from './runImport';
import './import.css';

const DRAFT = 'import';

interface StoredImport {
  name: string;
  rows: ImportRow[];
}

/** A file becomes trips in three steps: choose it, look at it, and have it imported. An interrupted import goes on after a reload. */
export default function ImportPage() {
  const userId = useUserId();
  const [file, setFile] = useState<{ name: string; rows: CsvRow[] }>();
  const [running, setRunning] = useState<StoredImport | null>(() => readDraft<StoredImport>(userId, DRAFT));
  const [isRestored, setIsRestored] = useState(running !== null);

  function start(name: string, rows: CsvRow[]) {
    const stored: StoredImport = {
      name,
      rows: rows.map(({ line, draft }) => ({ line, draft, key: crypto.randomUUID(), state: 'waiting' })),
    };
    writeDraft(userId, DRAFT, stored);
    setIsRestored(false);
    setRunning(stored);
  }

  function startOver() {
    removeDraft(userId, DRAFT);
    setFile(undefined);
    setRunning(null);
  }

  return (
    <Page title={texts.import.title} intro={texts.import.intro}>
      {running ? (
        <Progress
          initialRows={running.rows}
          isRestored={isRestored}
          onChange={(rows) =>
            rows.every((row) => row.state === 'created')
              ? removeDraft(userId, DRAFT)
              : writeDraft(userId, DRAFT, { name: running.name, rows } satisfies StoredImport)
          }
          onStartOver={startOver}
        />
      ) : file ? (
        <Preview name={file.name} rows={file.rows} onStart={(rows) => start(file.name, rows)} onCancel={startOver} />
      ) : (
        <ChooseFile onRead={(name, rows) => setFile({ name, rows })} />
      )}
    </Page>
  );
}
