import { type FormEvent, useState } from 'react';
import { focusFirstError } from './Field';
import { useTask } from './useTask';

type Errors = Readonly<Record<string, string | undefined>>;

/** A form: checked when it is submitted, sent when nothing is wrong, and one at a time. */
export function useForm<E extends Errors>(check: () => E, save: () => Promise<void>) {
  const [errors, setErrors] = useState<Partial<E>>({});
  const { start: send, isBusy, error } = useTask((task: () => Promise<void>) => task());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) {
      return;
    }
    const form = event.currentTarget;
    const found = check();
    setErrors(found);
    if (Object.values(found).some(Boolean)) {
      focusFirstError(form);
    } else {
      // What the server finds wrong is marked too.
      void send(save).then(() => focusFirstError(form));
    }
  }

  return { errors, submit, send, isBusy, error };
}
