import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { useForm } from '../ui/useForm';
import { EmailField, emailError } from './EmailField';
import { describeAuthError } from './errors';
import { PasswordField } from './PasswordField';
import { brokenRule } from './passwordRules';
import { pendingEmail } from './pending';
import { SocialButtons } from './SocialButtons';
import { cognito } from './session';

export default function SignUpPage() {
  const [email, setEmail] = useState(pendingEmail.get);
  const [password, setPassword] = useState('');
  const [, navigate] = useLocation();

  const { errors, submit, isBusy, error } = useForm(
    () => ({ email: emailError(email), password: brokenRule(password) ? texts.auth.errors.InvalidPasswordException : undefined }),
    async () => {
      const username = email.trim();
      const { signUp } = await cognito();
      await signUp({ username, password, options: { userAttributes: { email: username }, autoSignIn: true } });
      pendingEmail.set(username);
      navigate('/confirm');
    },
  );

  return (
    <Page narrow title={texts.auth.signUp.title} intro={texts.auth.signUp.intro}>
      <form className="card stack" noValidate onSubmit={submit}>
        {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
        <EmailField value={email} onChange={setEmail} error={errors.email} />
        <PasswordField isNew label={texts.auth.passwordLabel} value={password} onChange={setPassword} error={errors.password} />
        <SubmitButton busy={isBusy}>{texts.auth.signUp.submit}</SubmitButton>
        <SocialButtons />
      </form>
      <p>
        {texts.auth.signUp.haveAccount} <Link href="/sign-in">{texts.shell.signIn}</Link>
      </p>
    </Page>
  );
}
