import { useConfig } from '../config/config';
import { texts } from '../texts';
import { Alert } from '../ui/Feedback';
import { useTask } from '../ui/useTask';
import { describeAuthError } from './errors';
import { cognito } from './session';

/** The providers that this environment has; most often none. */
export function SocialButtons() {
  const { data: config } = useConfig();
  const { start, error } = useTask(async (provider: string) => {
    const { signInWithRedirect } = await cognito();
    await signInWithRedirect({ provider: provider as 'Google' | 'Facebook' });
  });

  if (!config?.oauth || config.socialProviders.length === 0) {
    return null;
  }
  return (
    <div className="social">
      <p className="divider">
        <span>{texts.auth.signIn.or}</span>
      </p>
      {config.socialProviders.map((provider) => (
        <button key={provider} type="button" className="button" onClick={() => void start(provider)}>
          {texts.auth.with(provider)}
        </button>
      ))}
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
    </div>
  );
}
