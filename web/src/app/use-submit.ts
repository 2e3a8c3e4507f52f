/** Sends a form: busy until the server has answered, what it refuses under the fields that it is about. */
import { type FormEvent, useState } from 'react';
import { type ApiProblem, asProblem } from '../api/problem';
import { closedNow } from './use-closed';
import { askWhetherOpen, useSaid } from './use-move';

interface Submitting {
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  busy: boolean;
  /** What no field is about. */
  problem: string | null;
  /** What is wrong with a field; undefined where nothing is. */
  errorOf(field: string): string | undefined;
}

export function useSubmit(
  send: (form: HTMLFormElement) => Promise<unknown>,
  fields: readonly string[],
): Submitting {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const said = useSaid(refused);
  const errorOf = (field: string) => refused?.errors.find((each) => each.field === field)?.message;
  return {
    busy,
    errorOf,
    problem: refused && !fields.some(errorOf) ? said : null,
    onSubmit(event) {
      event.preventDefault();
      const form = event.currentTarget;
      const closed = closedNow();
      if (closed) return setRefused(closed);
      // A second press while the first is under way sends nothing.
      if (busy) return;
      setBusy(true);
      setRefused(null);
      send(form)
        .catch((error: unknown) => {
          const problem = asProblem(error);
          setRefused(problem);
          askWhetherOpen(problem);
        })
        .finally(() => setBusy(false));
    },
  };
}
