/**
 * One act of a person. Busy until the server has answered: nothing is shown as done before it is. An act whose answer was
 * lost goes out again with the same `Idempotency-Key`, so that it is done once; another act, or one that was answered, has
 * a key of its own.
 */
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiProblem, asProblem } from '../api/problem';
import { configQuery } from '../api/queries';
import { sessionStore } from '../api/session-store';
import { words } from '../words';
import { queries } from './queries';

interface Options<Answer> {
  /** What is read anew once it is done: beginnings of keys. */
  changes?: readonly QueryKey[];
  onDone?(answer: Answer): void;
}

export interface Move<Input> {
  act(input: Input): void;
  busy: boolean;
  refused: ApiProblem | null;
  /** Why it was refused, for people. */
  problem: string | null;
  errorOf(field: string): string | undefined;
  /** The refusal was read: it goes with the dialog that showed it. */
  forget(): void;
}

export function useMove<Input, Answer>(
  send: (input: Input, key: string) => Promise<Answer>,
  { changes = [], onDone }: Options<Answer> = {},
): Move<Input> {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const running = useRef(false);
  const unanswered = useRef<{ input: string; key: string } | null>(null);

  const keyOf = (input: Input): string => {
    const written = JSON.stringify(input) ?? '';
    if (unanswered.current?.input !== written)
      unanswered.current = { input: written, key: crypto.randomUUID() };
    return unanswered.current.key;
  };

  const act = async (input: Input) => {
    // A second press while the first is under way sends nothing.
    if (running.current) return;
    const { looksAsOther, actsForOther } = sessionStore.current();
    if (looksAsOther && !actsForOther) {
      // The server refuses it all the same, in the words of its interface.
      setRefused(onlyLooking());
      return;
    }
    running.current = true;
    setBusy(true);
    setRefused(null);
    try {
      const answer = await send(input, keyOf(input));
      unanswered.current = null;
      await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
      onDone?.(answer);
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.mayPass) unanswered.current = null;
      setRefused(problem);
      askWhetherOpen(problem);
      // Somebody else was first: what stands now is read before they choose again.
      if (problem.status === 409) for (const queryKey of changes) void client.invalidateQueries({ queryKey });
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return {
    act: (input) => void act(input),
    busy,
    refused,
    problem: refused && refused.errors.length === 0 ? saidOf(refused) : null,
    errorOf: (field) => refused?.errors.find((each) => each.field === field)?.message,
    forget: () => setRefused(null),
  };
}

/** Refused because nothing can be changed now: every page says so then, and until when it does. */
export function askWhetherOpen({ status }: ApiProblem): void {
  if (status === 503) void queries.invalidateQueries({ queryKey: configQuery.queryKey });
}

/** Who looks as somebody else is told so without a request. */
export const onlyLooking = (): ApiProblem =>
  new ApiProblem(403, { code: 'not_while_impersonating', detail: words.failures.onlyLooking });

/** A problem in one text: the kind, then what is special about this one. */
export function saidOf(problem: ApiProblem): string {
  const { failures } = words;
  if (problem.status === 0) return failures.unanswered;
  if (problem.status === 429) return failures.tooMany(problem.retryAfterSeconds ?? 60);
  if (problem.unexplained) return failures.ours;
  if (problem.status === 503) return problem.message;
  return [problem.title && `${problem.title}.`, problem.message].filter(Boolean).join(' ');
}
