/** Carries letters from the outbox to the provider: each once, however often it has to be tried. */
import { z } from 'zod';
import type { Database } from '../db/database';
import type { Queue } from '../jobs/queue';
import { type Clock, MINUTE_MS, SECOND_MS } from '../kernel/clock';
import { crashPoint } from '../kernel/crash';
import type { Logger } from '../kernel/logger';
import { redactText } from '../kernel/redact';
import type { Measures } from '../metrics/measures';
import { backOffMs, type DeliveryState, reasonToGiveUp } from './delivery.rules';
import { letterPage } from './letter-page';
import type { MailOutcome, MailProvider } from './mail-provider';
import { afterQuiet, type QuietHours } from '../kernel/quiet-hours';
import type { Suppressions } from './suppressions';

const DELIVER = 'mail.deliver';
/** `turn`: it has waited for its turn, and need not again. */
const Order = z.object({ id: z.string(), turn: z.boolean().default(false) });

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
  attempts: number;
  createdAt: number;
  firstTriedAt: number | null;
  secretUntil: number | null;
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
  /** Null unless it waits to leave. */
  findWaiting(id: string): Promise<LetterOnItsWay | null>;
}

export function createMailDelivery(deps: DeliveryDeps) {
  const { database, clock, queue, log, provider, suppressions, findWaiting, siteUrl } = deps;
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

  /** Changes a letter that waits, and no other. */
  const mark = (id: string, assignments: string, values: Record<string, string | number | null> = {}) =>
    database.change(
      `UPDATE mail_outbox SET ${assignments}, statusAt = :now WHERE id = :id AND status = 'WAITING'`,
      { id, now: clock.now(), provider: provider.name, ...values },
    );

  async function end(letter: LetterOnItsWay, status: DeliveryState, because: string): Promise<void> {
    log.warn('mail is not sent', { mailId: letter.id, kind: letter.kind, status });
    await mark(letter.id, 'status = :status, because = :because, nextTryAt = NULL', {
      status,
      because: redactText(because).slice(0, 500),
    });
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
    switch (outcome.became) {
      case 'accepted':
        closed = null;
        await mark(
          letter.id,
          `status = 'ACCEPTED', provider = :provider, providerId = :providerId, because = NULL, nextTryAt = NULL`,
          { providerId: outcome.providerId },
        );
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
    const { id, turn } = Order.parse(payload);
    const letter = await findWaiting(id);
    if (letter === null) return;
    const late = reasonToGiveUp(letter, provider.remembersMs, clock.now());
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
    const waitMs = turn && !isClosed() ? 0 : takeTurn();
    if (waitMs > SHORT_WAIT_MS) {
      return queue.enqueue(DELIVER, { id, turn: true }, { runAt: clock.now() + waitMs });
    }
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // From here on it may have been taken, whatever becomes of this process.
    await mark(letter.id, 'firstTriedAt = COALESCE(firstTriedAt, :now)');
    const { to, subject, text, kind, unsubscribeUrl } = letter;
    const html = letterPage({ subject, text, siteUrl });
    const key = letter.sentAgainAt === null ? id : `${id}-${letter.sentAgainAt}`;
    const outcome = await provider.send(
      { id, key, to, subject, text, html, kind, unsubscribeUrl },
      job.signal,
    );
    crashPoint('mail.after_provider');
    await conclude(letter, outcome);
  });

  return {
    /** In the unit that writes the letter. */
    order,

    /** Why nothing leaves now; null where it does. */
    closedBecause: (): string | null => (isClosed() ? (closed?.because ?? null) : null),

    close: () => provider.close(),
  };
}
