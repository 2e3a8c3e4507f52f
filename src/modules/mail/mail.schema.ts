/** What letters and suppressed addresses look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { DELIVERY_STATES } from '../../platform/mail/delivery.rules';
import { SUPPRESSION_REASONS } from '../../platform/mail/suppressions';

export const LetterQuery = PageQuery.extend({
  status: z.enum(DELIVERY_STATES).optional().describe('Only letters in this state.'),
  to: line(320).optional().describe('Only letters to this address.'),
});

export const LetterView = z
  .strictObject({
    id: Id,
    to: z.string().describe('The address that it goes to.'),
    subject: z.string().describe('Its subject, without a code that it may hold.'),
    kind: z.string().describe('What it is for, such as `offers`.'),
    status: z
      .enum(DELIVERY_STATES)
      .describe(
        'KEPT: no provider is set. WAITING: for its next try. ACCEPTED: by the provider. REFUSED: it never takes it. SUPPRESSED: nothing goes to this address. FAILED: given up.',
      ),
    because: z.string().nullable().describe('Why it waits, or did not arrive.'),
    attempts: z.int().describe('Tries that failed.'),
    provider: z.string().nullable().describe('Who took it; null before anybody did.'),
    createdAt: Instant.describe('When it was written.'),
    statusAt: Instant.nullable().describe('When it came into this state.'),
    nextTryAt: Instant.nullable().describe('When it is tried again.'),
  })
  .meta({ id: 'Letter' });

export const SuppressionView = z
  .strictObject({
    id: Id,
    address: z.string().describe('The address that no letter goes to.'),
    reason: z
      .enum(SUPPRESSION_REASONS)
      .describe(
        'BOUNCED: the mailbox does not exist. COMPLAINED: a letter was marked as spam; letters that are owed still go there.',
      ),
    letterId: Id.nullable().describe('The letter that it was heard of.'),
    createdAt: Instant.describe('Since when.'),
  })
  .meta({ id: 'MailSuppression' });

export const NewsTaken = z.strictObject({ received: z.literal(true).describe('Always true.') });

/** What of Resend's events is read (resend.com/docs/dashboard/webhooks/event-types). Unknown fields are left alone. */
export type ResendEvent = z.output<typeof ResendEvent>;
export const ResendEvent = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().optional(),
    to: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()).default({}),
    bounce: z.object({ type: z.string().default(''), message: z.string().default('') }).optional(),
    failed: z.object({ reason: z.string().default('') }).optional(),
    suppressed: z.object({ message: z.string().default('') }).optional(),
  }),
});
