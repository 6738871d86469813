import { useState } from 'react';
import { texts } from '../texts';
import { Field } from '../ui/Field';
import { passwordRules } from './passwordRules';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
  error?: string | undefined;
  /** Shows the rules and has the browser suggest a new one. */
  isNew?: boolean;
}

export function PasswordField({ label, value, onChange, error, isNew }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      <Field label={label} error={error}>
        {(control) => (
          <div className="input-with-button">
            <input
              {...control}
              type={isShown ? 'text' : 'password'}
              autoComplete={isNew ? 'new-password' : 'current-password'}
              autoCapitalize="none"
              spellCheck={false}
              required
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
            <button
              type="button"
              className="button button-quiet button-small"
              aria-label={isShown ? texts.auth.hidePassword : texts.auth.showPassword}
              onClick={() => setIsShown(!isShown)}
            >
              {isShown ? texts.auth.hide : texts.auth.show}
            </button>
          </div>
        )}
      </Field>
      {isNew && (
        <div className="rules">
          <p>{texts.auth.password.title}</p>
          <ul>
            {passwordRules.map((rule) => (
              <li key={rule.text} className={rule.holds(value) ? 'met' : undefined}>
                {rule.text}
                <span className="visually-hidden"> ({rule.holds(value) ? texts.auth.password.met : texts.auth.password.unmet})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
