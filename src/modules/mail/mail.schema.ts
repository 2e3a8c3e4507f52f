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

const text = z.string().catch('');

/** Its reference shows tags as a list of names and values, its events bear them by name. */
const Tags = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.object({ name: z.string(), value: z.string() }))
      .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
  ])
  .catch({});

const NOTHING = { tags: {} };

/**
 * What of Resend's events is read (resend.com/docs/webhooks/event-types). All else, and what has another form than we
 * know, is left alone: an event that we refused would come again for hours and switch the address off.
 */
export type ResendEvent = z.output<typeof ResendEvent>;
export const ResendEvent = z
  .object({
    type: text,
    data: z
      .object({
        email_id: z.string().optional().catch(undefined),
        tags: Tags,
        bounce: z.object({ type: text, message: text }).optional().catch(undefined),
        failed: z.object({ reason: text }).optional().catch(undefined),
        suppressed: z.object({ message: text }).optional().catch(undefined),
      })
      .catch(NOTHING),
  })
  .catch({ type: '', data: NOTHING });
