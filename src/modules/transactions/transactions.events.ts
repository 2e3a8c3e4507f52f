/** What deals tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { MOVERS, MOVES, nameToday, OUTCOMES, READERS, STATES } from './process/process';

const deal = {
  transactionId: z.string(),
  listingId: z.string(),
  listingTitle: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  priceCents: z.int(),
};

export const transactionOpened = defineEvent(
  'transaction.opened',
  z.strictObject({ ...deal, offerId: z.string(), depositCents: z.int(), deadlineAt: z.int() }),
  { when: 'An accepted offer became a deal.', about: 'transactionId' },
);

export const transactionMoved = defineEvent(
  'transaction.moved',
  z.strictObject({
    ...deal,
    seq: z.int(),
    move: z.preprocess((move) => (typeof move === 'string' ? nameToday(move) : move), z.enum(MOVES)),
    from: z.enum(STATES),
    to: z.enum(STATES),
    by: z.enum(MOVERS),
    /** What happened, in a sentence. */
    says: z.string(),
    reason: z.string().nullable(),
    /** Whom the process has told of it. */
    tells: z.array(z.enum(READERS)),
    /** Only admins see it in the timeline. */
    inHouse: z.boolean().default(false),
    deadlineAt: z.int().nullable(),
  }),
  {
    when: 'Something happened to a deal: every move is told once, in the order of `seq`.',
    about: 'transactionId',
  },
);

const ended = z.strictObject({
  ...deal,
  outcome: z.enum(OUTCOMES),
  says: z.string(),
  reason: z.string().nullable(),
});
export const transactionCompleted = defineEvent('transaction.completed', ended, {
  when: 'A deal was completed: the company has a new owner, and the money is released.',
  about: 'transactionId',
});
export const transactionCancelled = defineEvent('transaction.cancelled', ended, {
  when: 'A deal was canceled.',
  about: 'transactionId',
});

export const transactionFeeTakenLate = defineEvent(
  'transaction.fee_taken_late',
  z.strictObject({
    transactionId: z.string(),
    part: z.string().describe('What tells it from what was taken at another time.'),
    feeCents: z.int(),
  }),
  {
    when: 'Of money that came to a deal after its end a part is our fee.',
    about: 'transactionId',
  },
);

const because = z.strictObject({ ...deal, by: z.enum(MOVERS), reason: z.string().nullable() });
export const transactionDisputed = defineEvent('transaction.disputed', because, {
  when: 'A side disputed a deal.',
  about: 'transactionId',
  feedOnly: true,
});
export const transactionHeld = defineEvent('transaction.held', because, {
  when: 'A deal was put on hold.',
  about: 'transactionId',
  feedOnly: true,
});

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
  { when: 'A deadline of a deal draws near.', about: 'transactionId' },
);

export const transactionDateReminder = defineEvent(
  'transaction.date_reminder',
  z.strictObject({
    ...deal,
    /** The item of the checklist; null: the closing date. */
    item: z.string().nullable(),
    /** The rule that the item comes from. */
    source: z.string().nullable(),
    /** Who has to see to it. */
    who: z.array(z.enum(READERS)),
    dueAt: z.int(),
    overdue: z.boolean(),
  }),
  {
    when: 'The closing date, or the day of an item of the time after the sale, is near or has passed.',
    about: 'transactionId',
  },
);

export const transactionItemsDue = defineEvent(
  'transaction.items_due',
  z.strictObject({
    ...deal,
    /** Who has to settle them. */
    owner: z.enum(['BUYER', 'SELLER']),
    items: z.array(z.string()),
    dueAt: z.int(),
    overdue: z.boolean(),
  }),
  {
    when: 'Items of the checklist that come before the hand-over are due in three days, or are a day late.',
    about: 'transactionId',
  },
);

export const decisionOverdue = defineEvent(
  'transaction.decision_overdue',
  z.strictObject({ ...deal, since: z.int() }),
  { when: 'The platform owes a deal a decision and is late with it.', about: 'transactionId' },
);
