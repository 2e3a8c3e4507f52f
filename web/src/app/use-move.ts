/**
 * One act of a person. Busy until the server has answered: nothing is shown as done before it is. An act whose answer was
 * lost goes out again with the same `Idempotency-Key`, so that it is done once; another act, or one that was answered, has
 * a key of its own.
 */
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '../api/problem';
import { configQuery } from '../api/queries';
import { words } from '../words';
import { useCountdown } from '../ui/use-countdown';
import { queries } from './queries';
import { closedNow } from './use-closed';

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
  const said = useSaid(refused);
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
    const closed = closedNow();
    if (closed) return setRefused(closed);
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
    problem: refused && refused.errors.length === 0 ? said : null,
    errorOf: (field) => refused?.errors.find((each) => each.field === field)?.message,
    forget: () => setRefused(null),
  };
}

/** Refused because nothing, or nothing of this kind, can be begun now: every page says so then, and until when it does. */
export function askWhetherOpen({ status, code }: ApiProblem): void {
  if (status === 503 || code === 'switched_off')
    void queries.invalidateQueries({ queryKey: configQuery.queryKey });
}

const WAIT_SECONDS = 60;

/** A problem in one text, as long as it holds: a limit counts down, and is no problem once it is over. */
export function useSaid(problem: ApiProblem | null): string | null {
  const isLimit = problem?.status === 429;
  const left = useCountdown(problem, isLimit ? (problem.retryAfterSeconds ?? WAIT_SECONDS) : 0);
  if (isLimit) return left > 0 ? words.failures.tooMany(left) : null;
  return problem && saidOf(problem);
}

/** A problem in one text: the kind, then what is special about this one. */
export function saidOf(problem: ApiProblem): string {
  const { failures } = words;
  if (problem.status === 0) return problem.detail ?? failures.unanswered;
  if (problem.status === 429) return failures.tooMany(problem.retryAfterSeconds ?? WAIT_SECONDS);
  if (problem.unexplained) return failures.ours;
  if (problem.status === 503) return problem.message;
  return [problem.title && `${problem.title}.`, problem.message].filter(Boolean).join(' ');
}
