import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { CodeField, codeError } from './CodeField';
import { EmailField, emailError } from './EmailField';
import { describeAuthError } from './errors';
import { PasswordField } from './PasswordField';
import { brokenRule } from './passwordRules';
import { pendingEmail, type SignInState } from './pending';
import { ResendButton } from './ResendButton';
import { cognito } from './session';

async function sendCode(email: string) {
  const { resetPassword } = await cognito();
  await resetPassword({ username: email });
}

export default function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>();
  return sentTo ? <NewPassword email={sentTo} /> : <AskForCode onSent={setSentTo} />;
}

function AskForCode({ onSent }: { onSent: (email: string) => void }) {
  const [email, setEmail] = useState(pendingEmail.get);
  const { errors, submit, isBusy, error } = useForm(
    () => ({ email: emailError(email) }),
    async () => {
      await sendCode(email.trim());
      pendingEmail.set(email.trim());
      onSent(email.trim());
    },
  );

  return (
    <Page narrow title={texts.auth.forgot.title} intro={texts.auth.forgot.intro}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <EmailField value={email} onChange={setEmail} error={errors.email} />
        <SubmitButton busy={isBusy}>{texts.auth.forgot.submit}</SubmitButton>
      </form>
      <p>
        {texts.auth.forgot.remembered} <Link href="/sign-in">{texts.shell.signIn}</Link>
      </p>
    </Page>
  );
}

function NewPassword({ email }: { email: string }) {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [, navigate] = useLocation();
  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code), password: brokenRule(password) ? texts.auth.errors.InvalidPasswordException : undefined }),
    async () => {
      const { confirmResetPassword } = await cognito();
      await confirmResetPassword({ username: email, confirmationCode: code, newPassword: password });
      navigate('/sign-in', { state: { notice: 'passwordChanged' } satisfies SignInState });
    },
  );

  return (
    <Page narrow title={texts.auth.forgot.title} intro={texts.auth.forgot.sent(email)}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <CodeField value={code} onChange={setCode} error={errors.code} />
        <PasswordField isNew label={texts.auth.newPassword} value={password} onChange={setPassword} error={errors.password} />
        <SubmitButton busy={isBusy}>{texts.auth.forgot.change}</SubmitButton>
        <ResendButton to={email} resend={() => sendCode(email)} />
      </form>
    </Page>
  );
}
