import { useState } from 'react';
import { describeAuthError } from '../auth/errors';
import { PasswordField } from '../auth/PasswordField';
import { brokenRule } from '../auth/passwordRules';
import { cognito } from '../auth/session';
import { texts } from '../texts';
import { Alert, SubmitButton } from '../ui/Feedback';
import { showToast } from '../ui/toasts';
import { useForm } from '../ui/useForm';
import { Section } from './Section';

const words = texts.account.password;

export function PasswordSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={words.title}>
      {isOpen ? (
        <PasswordForm onClose={() => setIsOpen(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setIsOpen(true)}>
          {words.change}
        </button>
      )}
    </Section>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { errors, submit, isBusy, error } = useForm(
    () => ({
      oldPassword: oldPassword ? undefined : texts.errors.required,
      newPassword: brokenRule(newPassword) ? texts.auth.errors.InvalidPasswordException : undefined,
    }),
    async () => {
      const { updatePassword } = await cognito();
      await updatePassword({ oldPassword, newPassword });
      showToast({ text: words.changed });
      onClose();
    },
  );
  const isWrong = error instanceof Error && error.name === 'NotAuthorizedException' && /password/i.test(error.message);
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {error !== null && <Alert kind="error">{isWrong ? words.wrong : describeAuthError(error)}</Alert>}
      <PasswordField label={texts.auth.currentPassword} value={oldPassword} onChange={setOldPassword} error={errors.oldPassword} />
      <PasswordField isNew label={texts.auth.newPassword} value={newPassword} onChange={setNewPassword} error={errors.newPassword} />
      <div className="row">
        <SubmitButton busy={isBusy}>{words.change}</SubmitButton>
        <button type="button" className="button" onClick={onClose}>
          {texts.actions.cancel}
        </button>
      </div>
    </form>
  );
}
