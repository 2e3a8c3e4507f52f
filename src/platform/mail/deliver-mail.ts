/** Carries letters from the outbox to the provider: each once, however often it has to be tried. */
import { z } from 'zod';
import type { Database } from '../db/database';
import type { Queue } from '../jobs/queue';
import { type Clock, MINUTE_MS, SECOND_MS } from '../kernel/clock';
import { crashPoint } from '../kernel/crash';
import type { Logger } from '../kernel/logger';
import { redactText } from '../kernel/redact';
import type { Measures } from '../metrics/measures';
import type { TellLetterMoved } from './mail.events';
import { backOffMs, type DeliveryState, isForgotten, OUTAGE_MS, reasonToGiveUp } from './delivery.rules';
import { letterPage } from './letter-page';
import type { MailOutcome, MailProvider, OutgoingLetter } from './mail-provider';
import { afterQuiet, type QuietHours } from '../kernel/quiet-hours';
import type { Suppressions } from './suppressions';

const DELIVER = 'mail.deliver';
/** `turn`: it waits for its turn, and need not again once `turnAt` has come; brought forward, it takes another. */
const Order = z.object({ id: z.string(), turn: z.boolean().default(false), turnAt: z.int().default(0) });

const OUTCOMES = ['accepted', 'refused', 'closed', 'delayed', 'failed', 'suppressed'] as const;

/** The longest that a job sits and waits for its turn; one that has to wait longer comes back. */
const SHORT_WAIT_MS = 500;
/** Where the provider takes nothing from us, for a reason that only people mend. */
const CLOSED_FOR_MS = 5 * MINUTE_MS;

/** A letter as it stands in the outbox, with its secret in its place. */
export interface LetterOnItsWay {
  id: string;
  to: string;
  subject: string;
  text: string;
  kind: string;
  owed: boolean;
  sentAgainAt: number | null;
  /** Since when it bears another key than its own, as its provider had forgotten the one before. */
  keyedAt: number | null;
  attempts: number;
  createdAt: number;
  firstTriedAt: number | null;
  secretUntil: number | null;
  usefulUntil: number | null;
  unsubscribeUrl: string | null;
  quiet: QuietHours | null;
}

export interface DeliveryDeps {
  database: Database;
  clock: Clock;
  queue: Queue;
  log: Logger;
  provider: MailProvider;
  suppressions: Suppressions;
  perSecond: number;
  siteUrl: string;
  measures: Measures;
  tell: TellLetterMoved;
  /** Letters leave again, after a quarter of an hour at least in which none did. */
  onRecovery(): Promise<void>;
  /** Null unless it waits to leave. */
  findWaiting(id: string): Promise<LetterOnItsWay | null>;
}

const keyOf = ({
  id,
  sentAgainAt,
  keyedAt,
}: Pick<LetterOnItsWay, 'id' | 'sentAgainAt' | 'keyedAt'>): string =>
  [id, keyedAt ?? sentAgainAt].filter(Boolean).join('-');

export function createMailDelivery(deps: DeliveryDeps) {
  const { database, clock, queue, log, provider, suppressions, findWaiting, siteUrl, tell } = deps;
  const count = deps.measures.counter(
    'mcx_mail_total',
    'Tries to hand letters to the provider, and what came of them.',
    {
      outcome: OUTCOMES,
    },
  );
  const paceMs = SECOND_MS / deps.perSecond;
  let nextTurnAt = 0;
  /** Until when the provider takes nothing, and why. */
  let closed: { until: number; because: string } | null = null;
  /** Since when none was taken that was tried here; null where the last one was. */
  let failingSince: number | null = null;

  const isClosed = (): boolean => closed !== null && closed.until > clock.now();

  /** Takes the next turn, and answers in how many milliseconds it comes. */
  function takeTurn(): number {
    const now = clock.now();
    const at = Math.max(now, nextTurnAt, closed?.until ?? 0);
    nextTurnAt = at + paceMs;
    return at - now;
  }

  function shut(because: string, forMs: number): void {
    closed = { until: Math.max(closed?.until ?? 0, clock.now() + forMs), because };
    nextTurnAt = Math.max(nextTurnAt, closed.until);
  }

  const order = (id: string): Promise<void> => queue.enqueue(DELIVER, { id });

  /** What waits for a later try is tried at once: one letter, or all. Answers how many. In the ambient unit. */
  async function tryNow(id?: string): Promise<number> {
    closed = null;
    nextTurnAt = clock.now();
    // As the payload begins, whatever else it says.
    await queue.hasten(DELIVER, id === undefined ? '' : JSON.stringify({ id }).slice(0, -1));
    return database.change(
      `UPDATE mail_outbox SET attempts = 0, nextTryAt = :now
       WHERE status = 'WAITING' AND nextTryAt > :now ${id === undefined ? '' : 'AND id = :id'}`,
      { now: clock.now(), ...(id === undefined ? {} : { id }) },
    );
  }

  /** It may have been taken under a key that is forgotten: where it was not, it goes on under another. */
  async function withKey(letter: LetterOnItsWay, leaving: OutgoingLetter, signal: AbortSignal) {
    const { firstTriedAt } = letter;
    if (firstTriedAt === null || !isForgotten(firstTriedAt, provider.remembersMs, clock.now()))
      return leaving;
    const found = (await provider.find?.(leaving, firstTriedAt, signal)) ?? null;
    if (found !== null) {
      await conclude(letter, found);
      return null;
    }
    const now = clock.now();
    await mark(letter.id, 'keyedAt = :now, firstTriedAt = NULL');
    return { ...leaving, key: keyOf({ ...letter, keyedAt: now }) };
  }

  /** Changes a letter that waits, and no other. */
  const mark = (id: string, assignments: string, values: Record<string, string | number | null> = {}) =>
    database.change(
      `UPDATE mail_outbox SET ${assignments}, statusAt = :now WHERE id = :id AND status = 'WAITING'`,
      { id, now: clock.now(), provider: provider.name, ...values },
    );

  /** Into a state in which it waits no more, and tells it. */
  const move = (
    { id, kind }: LetterOnItsWay,
    status: DeliveryState,
    assignments: string,
    values: Record<string, string | number | null>,
  ): Promise<void> =>
    database.atomically(async () => {
      const changed = await mark(id, `status = :status, nextTryAt = NULL, ${assignments}`, {
        status,
        ...values,
      });
      if (changed === 1) await tell({ letterId: id, kind, status });
    });

  async function end(letter: LetterOnItsWay, status: DeliveryState, because: string): Promise<void> {
    log.warn('mail is not sent', { mailId: letter.id, kind: letter.kind, status });
    await move(letter, status, 'because = :because', { because: redactText(because).slice(0, 500) });
  }

  async function again(letter: LetterOnItsWay, because: string, delayMs: number, taken: 'no' | 'unknown') {
    const runAt = clock.now() + delayMs;
    await database.atomically(async () => {
      await mark(
        letter.id,
        `attempts = attempts + 1, because = :because, nextTryAt = :runAt
         ${taken === 'no' && letter.firstTriedAt === null ? ', firstTriedAt = NULL' : ''}`,
        { because: redactText(because).slice(0, 500), runAt },
      );
      await queue.enqueue(DELIVER, { id: letter.id }, { runAt });
    });
  }

  /** It was not tried. */
  const putOff = (id: string, runAt: number): Promise<void> =>
    database.atomically(async () => {
      await mark(id, 'nextTryAt = :runAt', { runAt });
      await queue.enqueue(DELIVER, { id }, { runAt });
    });

  async function conclude(letter: LetterOnItsWay, outcome: MailOutcome): Promise<void> {
    count({ outcome: outcome.became });
    const downFor = failingSince === null ? 0 : clock.now() - failingSince;
    if (outcome.became === 'accepted') failingSince = null;
    else if (outcome.became !== 'refused') failingSince ??= clock.now();
    switch (outcome.became) {
      case 'accepted':
        closed = null;
        if (downFor >= OUTAGE_MS) {
          await deps.onRecovery();
          await tryNow();
        }
        await move(letter, 'ACCEPTED', 'provider = :provider, providerId = :providerId, because = NULL', {
          providerId: outcome.providerId,
        });
        return;
      case 'refused':
        return end(letter, 'REFUSED', outcome.because);
      case 'closed': {
        const forMs = outcome.retryAfterMs ?? CLOSED_FOR_MS;
        shut(outcome.because, forMs);
        log.error('the mail provider takes nothing from us', {
          provider: provider.name,
          because: outcome.because,
        });
        return again(letter, outcome.because, forMs, 'no');
      }
      case 'delayed': {
        if (outcome.retryAfterMs !== undefined) shut(outcome.because, outcome.retryAfterMs);
        const delayMs = outcome.retryAfterMs ?? backOffMs(letter.attempts + 1, Math.random());
        return again(letter, outcome.because, delayMs, outcome.taken);
      }
    }
  }

  queue.handle(DELIVER, { lane: 'mail', runs: 'outside' }, async (payload, job) => {
    const { id, turn, turnAt } = Order.parse(payload);
    const letter = await findWaiting(id);
    if (letter === null) return;
    const late = reasonToGiveUp(letter, clock.now());
    if (late !== null) {
      count({ outcome: 'failed' });
      return end(letter, 'FAILED', late);
    }
    const suppressed = await suppressions.find(letter.to, letter.owed);
    if (suppressed) {
      count({ outcome: 'suppressed' });
      return end(letter, 'SUPPRESSED', suppressed.reason);
    }
    const leavesAt = letter.quiet ? afterQuiet(letter.quiet, clock.now()) : clock.now();
    if (leavesAt > clock.now()) return putOff(id, leavesAt);
    const hasTurn = turn && turnAt <= clock.now() && !isClosed();
    const waitMs = hasTurn ? 0 : takeTurn();
    if (waitMs > SHORT_WAIT_MS) {
      const runAt = clock.now() + waitMs;
      return queue.enqueue(DELIVER, { id, turn: true, turnAt: runAt }, { runAt });
    }
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const { to, subject, text, kind, unsubscribeUrl } = letter;
    const html = letterPage({ subject, text, siteUrl });
    const leaving = await withKey(
      letter,
      { id, key: keyOf(letter), to, subject, text, html, kind, unsubscribeUrl },
      job.signal,
    );
    if (leaving === null) return;
    // From here on it may have been taken, whatever becomes of this process.
    await mark(letter.id, 'firstTriedAt = COALESCE(firstTriedAt, :now)');
    const outcome = await provider.send(leaving, job.signal);
    crashPoint('mail.after_provider');
    await conclude(letter, outcome);
  });

  return {
    /** In the unit that writes the letter. */
    order,
    tryNow,

    /** Why nothing leaves now; null where it does. */
    closedBecause: (): string | null => (isClosed() ? (closed?.because ?? null) : null),

    close: () => provider.close(),
  };
}
