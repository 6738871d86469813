import { texts } from '../texts';
import { Field } from '../ui/Field';

interface EmailFieldProps {
  label?: string;
  value: string;
  onChange: (email: string) => void;
  error?: string | undefined;
  autoComplete?: string;
}

export function EmailField({ label = texts.auth.email, value, onChange, error, autoComplete = 'username' }: EmailFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="email"
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What is wrong with an address, as far as one can tell without sending to it. */
export const emailError = (email: string): string | undefined =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : texts.auth.emailInvalid;
