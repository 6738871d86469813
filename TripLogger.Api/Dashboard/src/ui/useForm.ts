import { type FormEvent, useState } from 'react';
import { focusFirstError } from './Field';
import { useTask } from './useTask';

type Errors = Readonly<Record<string, string | undefined>>;

/** A form: checked when it is submitted, sent when nothing is wrong, and one at a time. */
export function useForm<E extends Errors>(check: () => E, save: () => Promise<void>) {
  // Before the first attempt nobody is told what is missing; after it, each correction shows at once.
  const [isChecked, setIsChecked] = useState(false);
  const errors: Partial<E> = isChecked ? check() : {};
  const { start: send, isBusy, error } = useTask((task: () => Promise<void>) => task());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) {
      return;
    }
    const form = event.currentTarget;
    setIsChecked(true);
    if (Object.values(check()).some(Boolean)) {
      focusFirstError(form);
    } else {
      // What the server finds wrong is marked too.
      void send(save).then(() => focusFirstError(form));
    }
  }

  return { errors, submit, send, isBusy, error };
}
