import { type FormEvent, useState } from 'react';
import { focusFirstError } from './Field';
import { useTask } from './useTask';

type Errors = Readonly<Record<string, string | undefined>>;

/** A form: checked when it is sent, sent when nothing is wrong, and one at a time. */
export function useForm<E extends Errors>(check: () => E, send: () => Promise<void>) {
  const [errors, setErrors] = useState<Partial<E>>({});
  const task = useTask(send);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (task.isBusy) {
      return;
    }
    const found = check();
    setErrors(found);
    if (Object.values(found).some(Boolean)) {
      focusFirstError(event.currentTarget);
    } else {
      void task.start();
    }
  }

  return { errors, setErrors, submit, isBusy: task.isBusy, error: task.error };
}
