import { useMemo, useState } from 'react';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { readDraft, removeDraft, writeDraft } from '../ui/drafts';
import { Alert } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { ChooseFile, describeProblem } from './ChooseFile';
import { Preview } from './Preview';
import { Progress } from './Progress';
import { type Choices, type CsvRow, readTrips } from './readTrips';
import type { ImportRow } from './runImport';
import './import.css';

const DRAFT = 'import';

/** An import on its way, as it survives a reload. */
export interface StoredImport {
  name: string;
  /** Makes its trips one import for the API. */
  batchId: string;
  /** When it began, in milliseconds since 1970. */
  startedAt: number;
  rows: ImportRow[];
}

/** A file becomes trips in three steps: choose it, look at it, and have it imported. An interrupted import goes on after a reload. */
export default function ImportPage() {
  const userId = useUserId();
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array }>();
  const [choices, setChoices] = useState<Choices>({});
  const read = useMemo(() => file && readTrips(file.bytes, choices), [file, choices]);
  const [running, setRunning] = useState<StoredImport | null>(() => readDraft<StoredImport>(userId, DRAFT));
  const [isRestored, setIsRestored] = useState(running !== null);
  const [isKept, setIsKept] = useState(true);

  function start(name: string, rows: CsvRow[]) {
    const stored: StoredImport = {
      name,
      batchId: crypto.randomUUID(),
      startedAt: Date.now(),
      rows: rows.map(({ line, draft }) => ({ line, draft, key: crypto.randomUUID(), state: 'waiting' })),
    };
    setIsKept(writeDraft(userId, DRAFT, stored));
    setIsRestored(false);
    setRunning(stored);
  }

  function keep(stored: StoredImport, rows: ImportRow[]) {
    if (rows.every((row) => row.state === 'created')) {
      removeDraft(userId, DRAFT);
    } else {
      setIsKept(writeDraft(userId, DRAFT, { ...stored, rows } satisfies StoredImport));
    }
  }

  function startOver() {
    removeDraft(userId, DRAFT);
    setFile(undefined);
    setChoices({});
    setRunning(null);
  }

  return (
    <Page title={texts.import.title} intro={texts.import.intro}>
      {running ? (
        <>
          {!isKept && <Alert kind="info">{texts.import.noRoom}</Alert>}
          <Progress stored={running} isRestored={isRestored} onChange={(rows) => keep(running, rows)} onStartOver={startOver} />
        </>
      ) : file && read && 'rows' in read ? (
        <Preview
          name={file.name}
          file={read}
          onChoose={(choice) => setChoices({ ...choices, ...choice })}
          onStart={(rows) => start(file.name, rows)}
          onCancel={startOver}
        />
      ) : (
        <ChooseFile
          problem={read && 'problem' in read ? describeProblem(read.problem) : undefined}
          onRead={(name, bytes) => setFile({ name, bytes })}
        />
      )}
    </Page>
  );
}
