import { useState } from 'react';
import { api, read } from '../api/client';
import { CodeField, codeError } from '../auth/CodeField';
import { EmailField, emailError } from '../auth/EmailField';
import { describeAuthError } from '../auth/errors';
import { ResendButton } from '../auth/ResendButton';
import { cognito, useUserId } from '../auth/session';
import { storeProfile } from '../profile/queries';
import { texts } from '../texts';
import { readDraft, removeDraft, writeDraft } from '../ui/drafts';
import { Alert, Failure, SubmitButton } from '../ui/Feedback';
import { showToast } from '../ui/toasts';
import { useForm } from '../ui/useForm';
import { useTask } from '../ui/useTask';
import { Section } from './Section';

const DRAFT = 'email';
const words = texts.account.email;

type Step = 'closed' | 'address' | 'code';

/** Changes the address: the pool verifies it by a code, then the profile takes it over. Has its place before the address is known. */
export function EmailSection({ email }: { email: string | undefined }) {
  const userId = useUserId();
  const [newEmail, setNewEmail] = useState(() => readDraft<string>(userId, DRAFT) ?? '');
  const [step, setStep] = useState<Step>(newEmail ? 'code' : 'closed');

  const takeOver = useTask(async () => {
    storeProfile(await read(api.PUT('/api/profile/email')));
    showToast({ text: words.changed });
  });

  async function sendCode(to: string) {
    const { updateUserAttribute } = await cognito();
    const { nextStep } = await updateUserAttribute({ userAttribute: { attributeKey: 'email', value: to } });
    if (nextStep.updateAttributeStep === 'DONE') {
      await finish();
      return;
    }
    writeDraft(userId, DRAFT, to);
    setStep('code');
  }

  async function finish() {
    removeDraft(userId, DRAFT);
    setNewEmail('');
    setStep('closed');
    await takeOver.start();
  }

  function cancel() {
    removeDraft(userId, DRAFT);
    setNewEmail('');
    setStep('closed');
  }

  return (
    <Section title={words.title} intro={email ? words.current(email) : texts.shell.loading}>
      {takeOver.error !== null && <Failure title={words.takeOver} error={takeOver.error} retry={() => void takeOver.start()} />}
      {step === 'closed' && (
        <button type="button" className="button" aria-disabled={!email || undefined} onClick={() => email && setStep('address')}>
          {words.change}
        </button>
      )}
      {step === 'address' && email && (
        <AddressForm email={email} value={newEmail} onChange={setNewEmail} onSubmit={() => sendCode(newEmail.trim())} onCancel={cancel} />
      )}
      {step === 'code' && <CodeForm email={newEmail} onConfirmed={finish} onResend={() => sendCode(newEmail.trim())} onCancel={cancel} />}
    </Section>
  );
}

interface AddressFormProps {
  email: string;
  value: string;
  onChange: (email: string) => void;
  onSubmit: () => Promise<void>;
  onCancel: () => void;
}

function AddressForm({ email, value, onChange, onSubmit, onCancel }: AddressFormProps) {
  const { errors, submit, isBusy, error } = useForm(
    () => ({ email: emailError(value) ?? (value.trim().toLowerCase() === email.toLowerCase() ? words.same : undefined) }),
    onSubmit,
  );
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
      <EmailField label={words.newEmail} autoComplete="email" value={value} onChange={onChange} error={errors.email} />
      <div className="row">
        <SubmitButton busy={isBusy}>{words.submit}</SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}

interface CodeFormProps {
  email: string;
  onConfirmed: () => Promise<void>;
  onResend: () => Promise<void>;
  onCancel: () => void;
}

function CodeForm({ email, onConfirmed, onResend, onCancel }: CodeFormProps) {
  const [code, setCode] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code) }),
    async () => {
      const { confirmUserAttribute } = await cognito();
      await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code });
      await onConfirmed();
    },
  );
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
      <CodeField hint={words.codeHint(email)} value={code} onChange={setCode} error={errors.code} />
      <div className="row">
        <SubmitButton busy={isBusy}>{words.confirm}</SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
      <ResendButton to={email} resend={onResend} />
    </form>
  );
}
