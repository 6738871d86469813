import { useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { CodeField, codeError } from './CodeField';
import { describeAuthError } from './errors';
import { pendingEmail, type SignInState } from './pending';
import { ResendButton } from './ResendButton';
import { cognito, restoreSession } from './session';

/** The code of a sign-up. Whoever has just typed the password is signed in by it. */
export default function ConfirmPage() {
  const [email] = useState(pendingEmail.get);
  const [code, setCode] = useState('');
  const [, navigate] = useLocation();

  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code) }),
    async () => {
      const pool = await cognito();
      const { nextStep } = await pool.confirmSignUp({ username: email, confirmationCode: code });
      // Amplify puts the sign-in in place only now: do not take autoSignIn out of the module before.
      if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN' && (await isSignedInBy(pool.autoSignIn))) {
        pendingEmail.clear();
        await restoreSession();
      } else {
        navigate('/sign-in', { state: { notice: 'confirmed' } satisfies SignInState });
      }
    },
  );

  if (!email) {
    return <Redirect to="/sign-up" />;
  }

  return (
    <Page narrow title={texts.auth.confirm.title} intro={texts.auth.codeSentTo(email)}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <CodeField value={code} onChange={setCode} error={errors.code} />
        <SubmitButton busy={isBusy}>{texts.auth.confirm.submit}</SubmitButton>
        <ResendButton
          to={email}
          resend={async () => {
            const { resendSignUpCode } = await cognito();
            await resendSignUpCode({ username: email });
          }}
        />
      </form>
      <p>
        <Link href="/sign-up">{texts.auth.confirm.other}</Link>
      </p>
    </Page>
  );
}

/** The address is confirmed, whatever becomes of this: who is not signed in by it signs in by hand. */
async function isSignedInBy(autoSignIn: () => Promise<{ isSignedIn: boolean }>): Promise<boolean> {
  try {
    return (await autoSignIn()).isSignedIn;
  } catch (error) {
    console.warn('Signing in after the confirmation failed.', error);
    return false;
  }
}
