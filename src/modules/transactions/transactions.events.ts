/** What deals tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';
import { MOVERS, MOVES, OUTCOMES, READERS, STATES } from './process/process';

const deal = {
  transactionId: z.string(),
  listingId: z.string(),
  listingTitle: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  priceCents: z.int(),
};

/** A deal has begun. */
export const transactionOpened = defineEvent(
  'transaction.opened',
  z.strictObject({ ...deal, offerId: z.string(), depositCents: z.int(), deadlineAt: z.int() }),
);

/** Something happened to a deal: every move is told once, in the order of `seq`. */
export const transactionMoved = defineEvent(
  'transaction.moved',
  z.strictObject({
    ...deal,
    seq: z.int(),
    move: z.enum(MOVES),
    from: z.enum(STATES),
    to: z.enum(STATES),
    by: z.enum(MOVERS),
    /** What happened, in a sentence. */
    says: z.string(),
    reason: z.string().nullable(),
    /** Whom the process has told of it. */
    tells: z.array(z.enum(READERS)),
    deadlineAt: z.int().nullable(),
  }),
);

const ended = z.strictObject({
  ...deal,
  outcome: z.enum(OUTCOMES),
  says: z.string(),
  reason: z.string().nullable(),
});
export const transactionCompleted = defineEvent('transaction.completed', ended);
export const transactionCancelled = defineEvent('transaction.cancelled', ended);

const because = z.strictObject({ ...deal, by: z.enum(MOVERS), reason: z.string().nullable() });
export const transactionDisputed = defineEvent('transaction.disputed', because);
export const transactionHeld = defineEvent('transaction.held', because);

/** A deadline draws near. */
export const transactionReminder = defineEvent(
  'transaction.reminder',
  z.strictObject({
    ...deal,
    state: z.enum(STATES),
    /** Who must act. */
    next: z.array(z.enum(READERS)),
    deadlineAt: z.int(),
    /** What silence does, in a sentence. */
    onSilence: z.string(),
  }),
);

/** The platform owes a decision and is late with it. */
export const decisionOverdue = defineEvent(
  'transaction.decision_overdue',
  z.strictObject({ ...deal, since: z.int() }),
);
