/** What mandates tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { SIDES } from './brokers.rules';

const mandate = {
  mandateId: z.string(),
  side: z.enum(SIDES),
  clientId: z.string(),
  clientName: z.string(),
};

export const mandateGiven = defineEvent(
  'brokers.mandate_given',
  z.strictObject({ ...mandate, brokerId: z.string(), answerBy: z.int() }),
  { when: 'Somebody named a user as their broker, who has yet to accept.', about: 'mandateId' },
);

export const mandateAnswered = defineEvent(
  'brokers.mandate_answered',
  z.strictObject({
    ...mandate,
    brokerId: z.string(),
    brokerName: z.string(),
    accepted: z.boolean(),
    endsAt: z.int(),
  }),
  { when: 'A broker accepted or declined a mandate.', about: 'mandateId' },
);

export const mandateEnded = defineEvent(
  'brokers.mandate_ended',
  z.strictObject({
    ...mandate,
    brokerId: z.string(),
    brokerName: z.string(),
    /** Who ended it; null for the clock. */
    byUserId: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  { when: 'A mandate that held was ended, or ran out.', about: 'mandateId' },
);
