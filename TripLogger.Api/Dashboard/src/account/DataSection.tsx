import { useState } from 'react';
import { texts } from '../texts';
import { download } from '../ui/download';
import { Failure } from '../ui/Feedback';
import { showToast } from '../ui/toasts';
import { useTask } from '../ui/useTask';
import { exportAccount } from './exportAccount';
import { Section } from './Section';

const words = texts.account.data;

export function DataSection() {
  const [read, setRead] = useState(0);
  const { start, isBusy, error } = useTask(async () => {
    setRead(0);
    const content = await exportAccount(setRead);
    download('triplogger-export.json', 'application/json', JSON.stringify(content, null, 2));
    showToast({ text: words.done });
  });
  return (
    <Section title={words.title} intro={words.intro}>
      {error !== null && <Failure error={error} retry={() => void start()} />}
      <button type="button" className="button" aria-disabled={isBusy || undefined} onClick={() => !isBusy && void start()}>
        {isBusy && <span className="spinner" aria-hidden="true" />}
        {words.export}
      </button>
      <p role="status" className="hint">
        {isBusy && (read > 0 ? words.paged(read) : words.working)}
      </p>
    </Section>
  );
}
