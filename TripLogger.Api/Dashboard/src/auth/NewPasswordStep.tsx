import { useState } from 'react';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { describeAuthError } from './errors';
import { PasswordField } from './PasswordField';
import { brokenRule } from './passwordRules';
import { cognito } from './session';

/** Replaces the temporary password of someone whom an administrator created. */
export function NewPasswordStep({ onDone }: { onDone: (nextStep: string) => Promise<void> }) {
  const [password, setPassword] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({ password: brokenRule(password) ? texts.auth.errors.InvalidPasswordException : undefined }),
    async () => {
      const { confirmSignIn } = await cognito();
      const { nextStep } = await confirmSignIn({ challengeResponse: password });
      await onDone(nextStep.signInStep);
    },
  );

  return (
    <Page narrow title={texts.auth.replacePassword.title} intro={texts.auth.replacePassword.intro}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <PasswordField isNew label={texts.auth.newPassword} value={password} onChange={setPassword} error={errors.password} />
        <SubmitButton busy={isBusy}>{texts.auth.replacePassword.submit}</SubmitButton>
      </form>
    </Page>
  );
}
