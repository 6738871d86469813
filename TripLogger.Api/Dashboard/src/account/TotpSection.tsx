import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { CodeField, codeError } from '../auth/CodeField';
import { describeAuthError } from '../auth/errors';
import { cognito } from '../auth/session';
import { useProfile } from '../profile/queries';
import { texts } from '../texts';
import { Alert, Loading, SubmitButton } from '../ui/Feedback';
import { lazyView } from '../ui/lazyView';
import { showToast } from '../ui/toasts';
import { useForm } from '../ui/useForm';
import { useTask } from '../ui/useTask';
import { Section } from './Section';

const QrCode = lazyView(() => import('./QrCode'));
const words = texts.account.totp;
const preferenceKey = ['mine', 'mfa'] as const;

interface Setup {
  secret: string;
  uri: string;
}

export function TotpSection() {
  const client = useQueryClient();
  const { data: profile } = useProfile();
  const [setup, setSetup] = useState<Setup>();
  const [isTurningOff, setIsTurningOff] = useState(false);
  const { data: isOn, error: readError } = useQuery({
    queryKey: preferenceKey,
    queryFn: async () => (await (await cognito()).fetchMFAPreference()).enabled?.includes('TOTP') ?? false,
  });

  const start = useTask(async () => {
    const { setUpTOTP } = await cognito();
    const { sharedSecret, getSetupUri } = await setUpTOTP();
    setSetup({ secret: sharedSecret, uri: getSetupUri(texts.product, profile?.email).toString() });
  });

  function onTurnedOff() {
    client.setQueryData(preferenceKey, false);
    setIsTurningOff(false);
    showToast({ text: words.turnedOff });
  }

  function onTurnedOn() {
    client.setQueryData(preferenceKey, true);
    setSetup(undefined);
    showToast({ text: words.turnedOn });
  }

  const error = start.error ?? readError;
  return (
    <Section title={words.title} intro={isOn === undefined ? undefined : isOn ? words.on : words.off}>
      {error !== null && <Alert kind="error">{describeAuthError(error)}</Alert>}
      {setup ? (
        <SetupForm setup={setup} onDone={onTurnedOn} onCancel={() => setSetup(undefined)} />
      ) : isTurningOff ? (
        <TurnOffForm onDone={onTurnedOff} onCancel={() => setIsTurningOff(false)} />
      ) : isOn ? (
        <button type="button" className="button" onClick={() => setIsTurningOff(true)}>
          {words.turnOff}
        </button>
      ) : (
        <button
          type="button"
          className="button"
          aria-disabled={start.isBusy || undefined}
          onClick={() => !start.isBusy && void start.start()}
        >
          {words.setUp}
        </button>
      )}
    </Section>
  );
}

function SetupForm({ setup, onDone, onCancel }: { setup: Setup; onDone: () => void; onCancel: () => void }) {
  const [code, setCode] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code) }),
    async () => {
      const { updateMFAPreference, verifyTOTPSetup } = await cognito();
      await verifyTOTPSetup({ code });
      await updateMFAPreference({ totp: 'PREFERRED' });
      onDone();
    },
  );
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{words.scan}</p>
      <Suspense fallback={<Loading />}>
        <QrCode text={setup.uri} label={words.qrLabel} />
      </Suspense>
      <p>
        {words.secret}: <code className="secret">{setup.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      {error !== null && <Alert kind="error">{describeAuthError(error, 'app')}</Alert>}
      <CodeField label={texts.auth.totp.label} hint={texts.auth.totp.hint} value={code} onChange={setCode} error={errors.code} />
      <div className="row">
        <SubmitButton busy={isBusy}>{words.confirm}</SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}

/** Whoever finds the page open cannot take the second factor away without the app. */
function TurnOffForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [code, setCode] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({ code: codeError(code) }),
    async () => {
      const { updateMFAPreference, verifyTOTPSetup } = await cognito();
      // Without an app that is being set up, Cognito checks the code of the one in use.
      await verifyTOTPSetup({ code });
      await updateMFAPreference({ totp: 'DISABLED' });
      onDone();
    },
  );
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{words.turnOffIntro}</p>
      {error !== null && <Alert kind="error">{describeAuthError(error, 'app')}</Alert>}
      <CodeField label={texts.auth.totp.label} hint={texts.auth.totp.hint} value={code} onChange={setCode} error={errors.code} />
      <div className="row">
        <SubmitButton busy={isBusy} className="button button-danger">
          {words.turnOffSubmit}
        </SubmitButton>
        <button type="button" className="button" onClick={onCancel}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}
