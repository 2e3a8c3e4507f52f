/** What subscriptions tell. Instants in milliseconds. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/outbox';
import { PLANS, TERM_LENGTHS } from './plan.rules';
import { END_REASONS } from './subscription.rules';

const Facts = z.strictObject({
  subscriptionId: z.string(),
  userId: z.string(),
  plan: z.enum(PLANS),
  termLength: z.enum(TERM_LENGTHS),
});

export const subscriptionStarted = defineEvent('subscription.started', Facts.extend({ periodEnd: z.int() }));
export const subscriptionRenewed = defineEvent('subscription.renewed', Facts.extend({ periodEnd: z.int() }));
export const subscriptionRenewalNear = defineEvent(
  'subscription.renewal_near',
  Facts.extend({ renewsAt: z.int(), priceCents: z.int() }),
);
/** Told again as long as it is so; the subscription ends at `endsAt` unless it is paid. */
export const subscriptionPastDue = defineEvent(
  'subscription.past_due',
  Facts.extend({ notice: z.int(), endsAt: z.int() }),
);
export const subscriptionEnded = defineEvent(
  'subscription.ended',
  Facts.extend({ reason: z.enum(END_REASONS) }),
);
