/** What help on behalf tells those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { ANSWER_KINDS, PREPARED_KINDS } from './assistance.rules';

const prepared = {
  preparedId: z.string(),
  kind: z.enum(PREPARED_KINDS),
  title: z.string(),
};

export const draftPrepared = defineEvent(
  'assistance.prepared',
  z.strictObject({
    ...prepared,
    userId: z.string(),
    amountCents: z.int().nullable(),
    feeCents: z.int().nullable(),
    reason: z.string(),
    expiresAt: z.int(),
  }),
  { when: 'An admin prepared a listing or an offer for a user, who confirms it alone.', about: 'preparedId' },
);

export const preparedEnded = defineEvent(
  'assistance.prepared_ended',
  z.strictObject({
    ...prepared,
    operatorId: z.string(),
    status: z.enum(['CONFIRMED', 'DECLINED', 'EXPIRED']),
    reason: z.string().nullable(),
  }),
  {
    when: 'What was prepared for somebody was confirmed or declined, or its time ran out.',
    about: 'preparedId',
  },
);

const answer = {
  answerId: z.string(),
  kind: z.enum(ANSWER_KINDS),
  userId: z.string(),
  operatorId: z.string(),
  title: z.string(),
  says: z.string(),
};

export const telephoneAnswerRecorded = defineEvent(
  'assistance.answer_recorded',
  z.strictObject({ ...answer, said: z.string(), heardAt: z.int(), takesEffectAt: z.int() }),
  { when: 'An admin wrote down what a user answered by telephone.', about: 'answerId' },
);

export const telephoneAnswerEnded = defineEvent(
  'assistance.answer_ended',
  z.strictObject({
    ...answer,
    status: z.enum(['UNDONE', 'NOT_TAKEN']),
    /** Who undid it; null for the clock. */
    byUserId: z.string().nullable(),
    because: z.string().nullable(),
  }),
  { when: 'A telephone answer was undone, or could not be taken any more.', about: 'answerId' },
);
