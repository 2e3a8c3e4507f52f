/** When a wait ends, when to remind of it, and when the clock stands still. Instants and durations are ms. */
import { DAY_MS } from '../../../platform/kernel/clock';
import { hasEnded, type Transition, type Process, type State, type WaitName } from './process';

/** The wait that a deal is in; all null when it waits for nothing. */
export interface Waiting {
  readonly wait: WaitName | null;
  readonly waitSince: number | null;
  readonly deadlineAt: number | null;
  readonly remindAt: number | null;
}

export const NOT_WAITING: Waiting = { wait: null, waitSince: null, deadlineAt: null, remindAt: null };

/** The next reminder after `now`; null when none is left. */
export function nextReminder(
  process: Process,
  wait: WaitName,
  deadlineAt: number,
  now: number,
): number | null {
  const instants = process.waits[wait].remindDaysBefore.map((days) => deadlineAt - days * DAY_MS);
  return instants.filter((instant) => instant > now).reduce(earlier, null);
}

const earlier = (one: number | null, other: number): number => (one === null ? other : Math.min(one, other));

function until(process: Process, wait: WaitName, since: number, deadlineAt: number, now: number): Waiting {
  return { wait, waitSince: since, deadlineAt, remindAt: nextReminder(process, wait, deadlineAt, now) };
}

/** The wait after a move into `state`: a new one, or the one before where it goes on. */
export function waitAfter(
  process: Process,
  before: Waiting,
  transition: Transition,
  state: State,
  { now, holdbackDays, heldCents }: { now: number; holdbackDays: number; heldCents: number },
): Waiting {
  if (transition.to === 'SAME' && !transition.wait) {
    // The hold-back's wait ends with the hold-back.
    return hasEnded(state) && heldCents === 0 ? NOT_WAITING : before;
  }
  const name = transition.wait ?? process.states[state].wait;
  if (name === null || (hasEnded(state) && heldCents === 0)) return NOT_WAITING;
  if (name === before.wait && !transition.wait) return before;
  const { days, neverShortens } = process.waits[name];
  const deadlineAt = now + (days === 'HOLDBACK_TERM' ? holdbackDays : days) * DAY_MS;
  const kept = neverShortens ? Math.max(deadlineAt, before.deadlineAt ?? 0) : deadlineAt;
  return until(process, name, now, kept, now);
}

/** The deadline is another one. */
export function movedTo(process: Process, waiting: Waiting, deadlineAt: number, now: number): Waiting {
  const { wait, waitSince } = waiting;
  if (wait === null || waitSince === null) return waiting;
  return until(process, wait, waitSince, deadlineAt, now);
}

/** Both sides agreed on more days. */
export function extended(process: Process, waiting: Waiting, days: number, now: number): Waiting {
  return moved(process, waiting, days * DAY_MS, now);
}

/** Whether the deadline's move gives money away, and so waits while a hold stands. */
export function standsStillOnHold(process: Process, wait: WaitName | null): boolean {
  if (wait === null) return false;
  const { silence } = process.waits[wait];
  return process.transitions.some(({ name, guards }) => name === silence && guards.includes('noHold'));
}

/** The hold is lifted: a clock that stood still goes on with the time that was left. */
export function resumed(process: Process, waiting: Waiting, onHoldSince: number, now: number): Waiting {
  if (!standsStillOnHold(process, waiting.wait) || waiting.waitSince === null) return waiting;
  return moved(process, waiting, now - Math.max(onHoldSince, waiting.waitSince), now);
}

function moved(process: Process, waiting: Waiting, byMs: number, now: number): Waiting {
  const { wait, waitSince, deadlineAt } = waiting;
  if (wait === null || waitSince === null || deadlineAt === null) return waiting;
  return until(process, wait, waitSince, deadlineAt + byMs, now);
}

/** When the sweep has to look at the deal next; null when no time is running. */
export function wakeAt(
  process: Process,
  { wait, deadlineAt, remindAt }: Waiting,
  onHold: boolean,
): number | null {
  if (deadlineAt === null || (onHold && standsStillOnHold(process, wait))) return null;
  return remindAt === null ? deadlineAt : Math.min(deadlineAt, remindAt);
}
