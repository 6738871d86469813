import { useLocation } from 'wouter';
import { describeAuthError } from '../auth/errors';
import { signOut } from '../auth/session';
import { texts } from '../texts';
import { flushDeletions } from '../trips/deletions';
import { Alert } from '../ui/Feedback';
import { useTask } from '../ui/useTask';
import { Section } from './Section';

const words = texts.account.sessions;

export function SessionsSection() {
  const [, navigate] = useLocation();
  const { start, isBusy, error } = useTask(async (everywhere: boolean) => {
    await flushDeletions();
    await signOut(everywhere);
    navigate('/', { replace: true });
  });
  const press = (everywhere: boolean) => () => {
    if (!isBusy) {
      void start(everywhere);
    }
  };
  return (
    <Section title={words.title} intro={words.intro}>
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
      <div className="row">
        <button type="button" className="button" onClick={press(false)}>
          {words.here}
        </button>
        <button type="button" className="button" onClick={press(true)}>
          {words.everywhere}
        </button>
      </div>
    </Section>
  );
}
