import { useState } from 'react';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { CodeField, codeError } from './CodeField';
import { describeAuthError } from './errors';
import { cognito } from './session';

interface TotpStepProps {
  onDone: (nextStep: string) => Promise<void>;
  onCancel: () => void;
}

/** The second factor of a sign-in. */
export function TotpStep({ onDone, onCancel }: TotpStepProps) {
  const [code, setCode] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code) }),
    async () => {
      const { confirmSignIn } = await cognito();
      const { nextStep } = await confirmSignIn({ challengeResponse: code });
      await onDone(nextStep.signInStep);
    },
  );

  return (
    <Page narrow title={texts.auth.totp.title} intro={texts.auth.totp.intro}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error, 'app')}</Alert>}
        <CodeField label={texts.auth.totp.label} hint={texts.auth.totp.hint} value={code} onChange={setCode} error={errors.code} />
        <SubmitButton busy={isBusy}>{texts.auth.totp.submit}</SubmitButton>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {texts.auth.totp.cancel}
        </button>
      </form>
    </Page>
  );
}
