/** What payouts look like on the wire. */
import { z } from 'zod';
import { recordFields } from '../../platform/http/record-query';
import { Id, Instant, line, Reason } from '../../platform/http/wire';
import { Person } from '../identity';
import { PageQuery } from '../../platform/kernel/page';
import { BankAccount } from './bank-account.schema';
import { PAYOUT_STATUSES } from './payout.rules';

export const PayoutMethodName = z.enum(['GATEWAY', 'WIRE']);
export const PayoutStatusName = z.enum(PAYOUT_STATUSES);

export const PayoutWanted = z
  .strictObject({
    amountCents: z.int().min(1).max(10_000_000_000).describe('In US cents.'),
    method: PayoutMethodName.default('GATEWAY').describe(
      'To your payout account at the gateway, or by a wire that an administrator sends to your bank account.',
    ),
  })
  .meta({ id: 'PayoutRequest' });
export type PayoutWanted = z.output<typeof PayoutWanted>;

export const PayoutView = z
  .strictObject({
    id: Id,
    amountCents: z.int().describe('In US cents.'),
    returnedCents: z.int().describe('What came back of it, and is payable again.'),
    method: PayoutMethodName.describe(
      'To the payout account at the gateway, or by wire to the bank account.',
    ),
    status: PayoutStatusName.describe('AWAITING_WIRE: an admin sends it. RETURNED: the bank sent it back.'),
    failureReason: z
      .string()
      .nullable()
      .describe(
        'Why it failed or came back, so that the money is payable again; while it is requested, why it waits.',
      ),
    bankAccountDigits: z
      .string()
      .nullable()
      .describe('The last four of the bank account that a wire goes to.'),
    requestedAt: Instant.describe('When it was asked for.'),
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'Payout' });
export type PayoutView = z.output<typeof PayoutView>;

export const AdminPayoutView = PayoutView.extend({
  userId: Id,
  user: Person.describe('Who is paid.'),
  gateway: z.string().nullable().describe('Null for a wire.'),
  gatewayTransferId: z.string().nullable().describe('The id of its transfer at the gateway.'),
  bankReference: z.string().nullable().describe('What the bank calls its wire.'),
  orderedById: Id.nullable().describe(
    'The administrator who ordered it for somebody who cannot; null where its user asked for it.',
  ),
  orderedBy: Person.nullable().describe('Their name.'),
}).meta({ id: 'AdminPayout' });
export type AdminPayoutView = z.output<typeof AdminPayoutView>;

export const PayoutAccountView = z
  .strictObject({
    status: z
      .enum(['NONE', 'INCOMPLETE', 'WAITING', 'READY'])
      .describe('NONE: none was opened. WAITING: complete, but new; see `usableFrom`.'),
    usableFrom: Instant.nullable().describe('When money may first go there.'),
    payableCents: z.int().describe('What can be paid out to you, in US cents.'),
  })
  .meta({ id: 'PayoutAccount' });
export type PayoutAccountView = z.output<typeof PayoutAccountView>;

export const OnboardingView = z
  .strictObject({
    url: z.string().describe('Good for one visit; ask again for another.'),
    expiresAt: Instant.describe('Until when the link works.'),
  })
  .meta({ id: 'OnboardingLink' });
export type OnboardingView = z.output<typeof OnboardingView>;

export const PayoutQuery = PageQuery.extend({
  status: PayoutStatusName.optional().describe('Only payouts with this status.'),
});
export type PayoutQuery = z.output<typeof PayoutQuery>;

export const AdminPayoutQuery = PayoutQuery.extend({
  ...recordFields('newest'),
  userId: Id.optional().describe('Only payouts to this user.'),
});
export type AdminPayoutQuery = z.output<typeof AdminPayoutQuery>;

export const PayForUser = z
  .strictObject({
    amountCents: z.int().min(1).max(10_000_000_000).describe('In US cents.'),
    bankAccount: BankAccount.optional().describe(
      'Where it goes, as they have proven to you; the account that they named themselves where it is not given.',
    ),
    reason: Reason,
  })
  .meta({ id: 'PayForUser' });
export type PayForUser = z.output<typeof PayForUser>;

export const PayableHeld = z
  .strictObject({
    reason: line(500, 3).describe('Why it waits; administrators read it.'),
    until: Instant.describe('Until when no money goes to this person.'),
  })
  .meta({ id: 'PayableHeld' });
export type PayableHeld = z.output<typeof PayableHeld>;

export const PayableReleased = z.strictObject({ reason: Reason }).meta({ id: 'PayableReleased' });

export const PayableView = z
  .strictObject({
    userId: Id,
    payableCents: z.int().describe('What is payable to this person, in US cents.'),
    hold: z
      .strictObject({
        reason: z.string().describe('As given by the administrator.'),
        until: Instant.describe('When it ends by itself.'),
        heldById: Id.describe('The administrator who holds it.'),
        heldAt: Instant.describe('Since when.'),
      })
      .nullable()
      .describe('Why no money goes to them for now; null where it may.'),
    payout: AdminPayoutView.nullable().describe(
      'The payout that was ordered; null where a second administrator is asked for.',
    ),
  })
  .meta({ id: 'Payable' });
export type PayableView = z.output<typeof PayableView>;

export const WireRefused = z
  .strictObject({ reason: line(500).describe('Why it cannot be wired; the seller reads it.') })
  .meta({ id: 'WireRefused' });
