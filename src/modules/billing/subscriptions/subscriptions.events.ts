/** The events of subscriptions. Instants in milliseconds. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/events';
import { PLANS, TERM_LENGTHS } from './plan.rules';
import { END_REASONS } from './subscription.rules';

const Facts = z.strictObject({
  subscriptionId: z.string(),
  userId: z.string(),
  plan: z.enum(PLANS),
  termLength: z.enum(TERM_LENGTHS),
});

export const subscriptionStarted = defineEvent('subscription.started', Facts.extend({ periodEnd: z.int() }), {
  when: 'A subscription began.',
  about: 'subscriptionId',
  feedOnly: true,
});
export const subscriptionPlanChanged = defineEvent(
  'subscription.plan_changed',
  Facts.extend({
    /** The plan before; null in what was told before this was. */
    fromPlan: z.enum(PLANS).nullable().default(null),
  }),
  {
    when: 'Another plan of a running subscription came into force.',
    about: 'subscriptionId',
    feedOnly: true,
  },
);
export const subscriptionRenewed = defineEvent('subscription.renewed', Facts.extend({ periodEnd: z.int() }), {
  when: 'Another period of a subscription was paid.',
  about: 'subscriptionId',
});
export const subscriptionRenewalNear = defineEvent(
  'subscription.renewal_near',
  Facts.extend({ renewsAt: z.int(), priceCents: z.int() }),
  { when: 'A yearly subscription renews soon.', about: 'subscriptionId' },
);
export const subscriptionEnding = defineEvent('subscription.ending', Facts.extend({ endsAt: z.int() }), {
  when: 'A subscription that its subscriber canceled ends soon, with its period.',
  about: 'subscriptionId',
});
export const subscriptionPastDue = defineEvent(
  'subscription.past_due',
  Facts.extend({ notice: z.int(), endsAt: z.int() }),
  {
    when: 'A subscription is past due. Repeated for each reminder; it ends at `endsAt` unless it is paid.',
    about: 'subscriptionId',
  },
);
export const subscriptionEnded = defineEvent(
  'subscription.ended',
  Facts.extend({ reason: z.enum(END_REASONS) }),
  { when: 'A subscription ended.', about: 'subscriptionId' },
);
