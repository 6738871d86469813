import { useEffect, useState } from 'react';
import { texts } from '../texts';
import { Alert } from '../ui/Feedback';
import { useTask } from '../ui/useTask';
import { describeAuthError } from './errors';

const WAIT_SECONDS = 30;

/** Sends a code again; not before the last one had time to arrive. */
export function ResendButton({ to, resend }: { to: string; resend: () => Promise<void> }) {
  const [secondsLeft, setSecondsLeft] = useState(WAIT_SECONDS);
  const [isResent, setIsResent] = useState(false);
  const { start, isBusy, error } = useTask(async () => {
    setIsResent(false);
    await resend();
    setSecondsLeft(WAIT_SECONDS);
    setIsResent(true);
  });

  useEffect(() => {
    if (secondsLeft > 0) {
      const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000);
      return () => clearTimeout(timer);
    }
  }, [secondsLeft]);

  return (
    <div className="stack-small">
      <button type="button" className="button button-quiet" disabled={secondsLeft > 0 || isBusy} onClick={() => void start()}>
        {secondsLeft > 0 ? texts.auth.resendIn(secondsLeft) : texts.auth.resend}
      </button>
      {isResent && <Alert kind="success">{texts.auth.resent(to)}</Alert>}
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
    </div>
  );
}
