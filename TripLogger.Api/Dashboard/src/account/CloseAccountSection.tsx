import { useState } from 'react';
import { useLocation } from 'wouter';
import { describe } from '../api/errors';
import type { SignInState } from '../auth/pending';
import { forgetSession } from '../auth/session';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Field } from '../ui/Field';
import { useForm } from '../ui/useForm';
import { closeAccount } from './closeAccount';
import { Section } from './Section';

const words = texts.account.close;

export function CloseAccountSection({ email }: { email: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section isDanger title={words.title} intro={words.intro}>
      {isOpen ? (
        <CloseForm email={email} onCancel={() => setIsOpen(false)} />
      ) : (
        <button type="button" className="button button-danger" onClick={() => setIsOpen(true)}>
          {words.start}
        </button>
      )}
    </Section>
  );
}

function CloseForm({ email, onCancel }: { email: string; onCancel: () => void }) {
  const [typed, setTyped] = useState('');
  const [, navigate] = useLocation();
  const { errors, submit, isBusy, error } = useForm(
    () => ({ email: typed.trim().toLowerCase() === email.toLowerCase() ? undefined : words.mismatch }),
    async () => {
      await closeAccount();
      await forgetSession();
      navigate('/sign-in', { replace: true, state: { notice: 'closed' } satisfies SignInState });
    },
  );
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Field label={words.label(email)} error={errors.email}>
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {error !== null && (
        <Alert kind="error">
          <p>
            <strong>{words.failed}</strong> {describe(error)}
          </p>
        </Alert>
      )}
      <div className="row">
        <SubmitButton busy={isBusy} className="button button-danger">
          {words.submit}
        </SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
      <p role="status" className="hint">
        {isBusy && words.working}
      </p>
    </form>
  );
}
