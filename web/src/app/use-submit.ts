/** Sends a form: busy until the server has answered, what it refuses under the fields that it is about. */
import { type FormEvent, useState } from 'react';
import { type ApiProblem, asProblem } from '../api/problem';
import { words } from '../words';

interface Submitting {
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  busy: boolean;
  /** What no field is about. */
  problem: string | null;
  /** What is wrong with a field; undefined where nothing is. */
  errorOf(field: string): string | undefined;
}

const said = (problem: ApiProblem): string => {
  const { failures } = words;
  if (problem.status === 0) return failures.unanswered;
  if (problem.status === 429) return failures.tooMany(problem.retryAfterSeconds ?? 60);
  if (problem.status >= 500) return failures.ours;
  // The kind of the problem, then what is special about this one.
  return [problem.title && `${problem.title}.`, problem.message].filter(Boolean).join(' ');
};

export function useSubmit(
  send: (form: HTMLFormElement) => Promise<unknown>,
  fields: readonly string[],
): Submitting {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const errorOf = (field: string) => refused?.errors.find((each) => each.field === field)?.message;
  return {
    busy,
    errorOf,
    problem: refused && !fields.some(errorOf) ? said(refused) : null,
    onSubmit(event) {
      event.preventDefault();
      const form = event.currentTarget;
      // A second press while the first is under way sends nothing.
      if (busy) return;
      setBusy(true);
      setRefused(null);
      send(form)
        .catch((error: unknown) => setRefused(asProblem(error)))
        .finally(() => setBusy(false));
    },
  };
}
