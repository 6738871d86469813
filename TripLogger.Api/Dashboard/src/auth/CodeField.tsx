import { texts } from '../texts';
import { Field } from '../ui/Field';

interface CodeFieldProps {
  label?: string;
  hint?: string;
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
}

/** Six digits; what is pasted around them is dropped. */
export function CodeField({ label = texts.auth.code, hint = texts.auth.codeHint, value, onChange, error }: CodeFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className="field-code">
      {(control) => (
        <input
          {...control}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 6))}
        />
      )}
    </Field>
  );
}

export const codeError = (code: string): string | undefined => (/^\d{6}$/.test(code) ? undefined : texts.auth.codeInvalid);
