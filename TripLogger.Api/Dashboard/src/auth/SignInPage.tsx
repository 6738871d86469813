import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { EmailField, emailError } from './EmailField';
import { describeAuthError } from './errors';
import { NewPasswordStep } from './NewPasswordStep';
import { PasswordField } from './PasswordField';
import { pendingEmail, type SignInState } from './pending';
import { SocialButtons } from './SocialButtons';
import { cognito, restoreSession, useSession } from './session';
import { TotpStep } from './TotpStep';

type Step = 'credentials' | 'totp' | 'newPassword';

export default function SignInPage() {
  const [step, setStep] = useState<Step>('credentials');
  const [, navigate] = useLocation();

  async function goOn(nextStep: string, email: string) {
    switch (nextStep) {
      case 'DONE':
        pendingEmail.clear();
        await restoreSession();
        break;
      case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
        setStep('totp');
        break;
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        setStep('newPassword');
        break;
      case 'CONFIRM_SIGN_UP': {
        pendingEmail.set(email);
        const { resendSignUpCode } = await cognito();
        await resendSignUpCode({ username: email });
        navigate('/confirm');
        break;
      }
      case 'RESET_PASSWORD':
        pendingEmail.set(email);
        navigate('/forgot-password');
        break;
      default:
        throw new Error(nextStep);
    }
  }

  switch (step) {
    case 'totp':
      return <TotpStep onDone={(nextStep) => goOn(nextStep, '')} onCancel={() => setStep('credentials')} />;
    case 'newPassword':
      return <NewPasswordStep onDone={(nextStep) => goOn(nextStep, '')} />;
    default:
      return <Credentials onDone={goOn} />;
  }
}

function Credentials({ onDone }: { onDone: (nextStep: string, email: string) => Promise<void> }) {
  const [email, setEmail] = useState(pendingEmail.get);
  const [password, setPassword] = useState('');
  const session = useSession();
  const state = useHistoryState<SignInState | null>();

  const { errors, submit, isBusy, error } = useForm(
    () => ({ email: emailError(email), password: password ? undefined : texts.errors.required }),
    async () => {
      const username = email.trim();
      const { signIn } = await cognito();
      const { nextStep } = await signIn({ username, password });
      await onDone(nextStep.signInStep, username);
    },
  );

  return (
    <Page narrow title={texts.auth.signIn.title} intro={texts.auth.signIn.intro}>
      {session.status === 'signedOut' && session.ended && <Alert kind="info">{texts.auth.signIn.ended}</Alert>}
      {state?.notice && <Alert kind="success">{texts.auth.signIn[state.notice]}</Alert>}
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <EmailField value={email} onChange={setEmail} error={errors.email} />
        <PasswordField label={texts.auth.passwordLabel} value={password} onChange={setPassword} error={errors.password} />
        <SubmitButton busy={isBusy}>{texts.auth.signIn.submit}</SubmitButton>
        <p>
          <Link href="/forgot-password" onClick={() => pendingEmail.set(email.trim())}>
            {texts.auth.signIn.forgot}
          </Link>
        </p>
        <SocialButtons />
      </form>
      <p>
        {texts.auth.signIn.noAccount} <Link href="/sign-up">{texts.auth.signIn.signUp}</Link>
      </p>
    </Page>
  );
}
