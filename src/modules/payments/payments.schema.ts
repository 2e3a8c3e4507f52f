/** What payments look like on the wire. */
import { z } from 'zod';
import { recordFields, recordQuery } from '../../platform/http/record-query';
import { Id, Instant, line, PositiveCents, Reason } from '../../platform/http/wire';
import { Person } from '../identity';
import { PageQuery } from '../../platform/kernel/page';
import { BOOKED_AS, OUTSIDE_STATUSES } from './outside-refund.model';
import { DISPUTE_STATUSES } from './dispute.rules';
import { MethodLimitsShape, PaymentMethodName } from './payment-methods.schema';
import { PAYMENT_STATUSES } from './payment.rules';
import { REFUND_STATUSES } from './refund.rules';

export { PaymentMethodName };

export const PaymentStatusName = z.enum(PAYMENT_STATUSES);
export const RefundStatusName = z.enum(REFUND_STATUSES);

/** What a bank calls a wire. */
export const BankReference = line(140).regex(/^[ -~]+$/, 'must have plain letters, digits and signs only');

export const WireInstructions = z
  .strictObject({
    beneficiary: z.string().describe('Who receives the wire.'),
    bankName: z.string().describe('The bank of the beneficiary.'),
    routingNumber: z.string().describe('ABA routing number, nine digits.'),
    accountNumber: z.string().describe('The number of the account.'),
    reference: z.string().describe('Write it on the wire: it tells us whose money it is.'),
    amountCents: z.int().describe('What is still due, in US cents.'),
    note: z.string().describe('What to mind when sending the wire.'),
  })
  .meta({ id: 'WireInstructions' });

export const PaymentOptionShape = MethodLimitsShape.extend({
  open: z.boolean().describe('Whether this amount can be paid so.'),
  because: z.string().nullable().describe('Why not, in a sentence; null where it can.'),
}).meta({ id: 'PaymentOption' });

export const PaymentShape = z
  .strictObject({
    id: Id,
    purpose: z.string().describe('What it pays for, e.g. `DEPOSIT`.'),
    subjectId: Id.describe('The transaction, order or request that it pays for.'),
    payerId: Id.describe('The user who pays.'),
    amountCents: z.int().describe('What is due, in US cents.'),
    currency: z.string().describe('Always `usd`.'),
    method: PaymentMethodName.describe('How it is paid.'),
    status: PaymentStatusName.describe(
      'PROCESSING: a bank debit on its way, or a card that waits for its bank.',
    ),
    says: z.string().describe('How it stands and what to do next, in words for the payer.'),
    description: z.string().describe('As on the statement and receipt.'),
    failure: z
      .strictObject({
        code: z.string().describe('The code of the reason.'),
        message: z.string().describe('The reason, in a sentence.'),
      })
      .meta({ id: 'PaymentFailure' })
      .nullable()
      .describe('Why it failed, in words for the payer.'),
    refundedCents: z.int().describe('Refunded or being refunded, in US cents.'),
    wiredCents: z
      .int()
      .describe(
        'Received by wire, in US cents. More than `amountCents` if some went back; less while a part is awaited.',
      ),
    wireInstructions: WireInstructions.nullable().describe(
      'How to send the wire, or the rest of it, while it is awaited.',
    ),
    authenticationUrl: z
      .string()
      .nullable()
      .describe(
        'The page on which the payer does what the payment waits for: confirms a card with the bank, verifies a bank account.',
      ),
    nextStep: z
      .strictObject({
        step: z
          .enum(['CONFIRM_WITH_BANK', 'VERIFY_BANK_ACCOUNT', 'SEND_WIRE', 'WAIT', 'WAIT_FOR_US'])
          .meta({ id: 'PaymentStep' })
          .describe(
            'What the payment waits for. WAIT_FOR_US: it is not taken for a reason of the platform, which tries again.',
          ),
        says: z.string().describe('What the payer has to do, in a sentence.'),
        url: z.string().nullable().describe('Where the payer does it. For the payer alone.'),
        until: Instant.nullable().describe(
          'By when it is done or the money has come; null where the payment itself does not run out.',
        ),
      })
      .meta({ id: 'PaymentNextStep' })
      .nullable()
      .describe('What the payer has to do now; null when the payment has ended.'),
    startedAt: Instant.describe('When it was started.'),
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'Payment' });
export type PaymentShape = z.output<typeof PaymentShape>;

export const AdminPaymentView = PaymentShape.extend({
  payer: Person.describe('Who pays.'),
  gateway: z.string().nullable().describe('Null for a wire.'),
  gatewayPaymentId: z.string().nullable().describe('Its id at the gateway.'),
  late: z.boolean().describe('The money came after the payment had been given up.'),
  cancelReason: z.string().nullable().describe('Why we gave it up.'),
  trouble: z
    .strictObject({
      since: Instant.describe('Since when.'),
      reason: z.string().describe('What the gateway says.'),
    })
    .nullable()
    .describe('Why the gateway did not take it, for a reason of the platform; kept afterwards.'),
  wireReference: z.string().nullable().describe('What the payer writes on the wire.'),
  updatedAt: Instant,
}).meta({ id: 'AdminPayment' });
export type AdminPaymentView = z.output<typeof AdminPaymentView>;

const OF_PAYMENT = {
  payer: Person.nullable().describe('Who paid; null where it is not a payment of ours.'),
  paidFor: z.string().nullable().describe('What was paid for, as on the statement.'),
};

export const WireView = z
  .strictObject({
    ...OF_PAYMENT,
    id: Id,
    paymentId: Id,
    amountCents: z.int().describe('What arrived, in US cents.'),
    reference: z.string().describe('What the bank calls it.'),
    arrivedAt: Instant.describe('When it arrived.'),
    correction: z
      .strictObject({
        reason: z.string().describe('Why, as the administrators say.'),
        borneCents: z
          .int()
          .describe('What was out of reach by then and is the loss of the platform, in US cents.'),
        correctedAt: Instant.describe('When it was taken back.'),
      })
      .nullable()
      .describe('Null unless it was booked in error and taken back.'),
  })
  .meta({ id: 'Wire' });
export type WireView = z.output<typeof WireView>;

export const RefundView = z
  .strictObject({
    ...OF_PAYMENT,
    id: Id,
    paymentId: Id,
    key: z.string().describe('One key is one refund.'),
    amountCents: z.int().describe('In US cents.'),
    partedFromId: Id.nullable().describe(
      'The refund of which this was a part; null for one that was asked for.',
    ),
    fromAccount: z.string().describe('The ledger account that the money comes from.'),
    reason: z.string().describe('Why it is refunded.'),
    status: RefundStatusName.describe(
      'AWAITING_WIRE: an admin sends it. NEEDS_ATTENTION: an admin has to look after it. TAKEN_BACK: it never reached the payer, and is held for the deal again, or the wire that it would have returned was booked in error.',
    ),
    attempt: z.int().describe('Which try at the gateway this is, from 1.'),
    gatewayRefundId: z.string().nullable().describe('Its id at the gateway.'),
    failureReason: z.string().nullable().describe('Why the last try failed.'),
    bankReference: z
      .string()
      .nullable()
      .describe('What the bank calls the wire or card dispute that settled it.'),
    requestedAt: Instant.describe('When it was asked for.'),
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'Refund' });
export type RefundView = z.output<typeof RefundView>;

export const OutsideRefundView = z
  .strictObject({
    ...OF_PAYMENT,
    id: Id,
    paymentId: Id.nullable().describe('Null where an invoice was refunded.'),
    transactionId: Id.nullable().describe(
      'The transaction that was paid for, and may bear it; null of anything else.',
    ),
    gateway: z.string().describe('The gateway at which it was refunded.'),
    gatewayRefundId: z.string().describe('Its id at the gateway.'),
    gatewayInvoiceId: z.string().nullable().describe('The invoice that was refunded.'),
    amountCents: z.int().describe('In US cents.'),
    status: z
      .enum(OUTSIDE_STATUSES)
      .describe('UNBOOKED: waits for an administrator. UNDONE: it came back, or never went.'),
    bookedAs: z
      .enum(BOOKED_AS)
      .nullable()
      .describe(
        'Who bears it. OWNER: what the payment had paid for. LOSS: the platform. REFUND: it was owed.',
      ),
    settlesRefundId: Id.nullable().describe('The refund that it settled.'),
    foundAt: Instant.describe('When we learned of it.'),
    bookedAt: Instant.nullable().describe('When it was booked.'),
  })
  .meta({ id: 'OutsideRefund' });
export type OutsideRefundView = z.output<typeof OutsideRefundView>;

export const OutsideRefundQuery = recordQuery().extend({
  status: z.enum(OUTSIDE_STATUSES).optional().describe('Only refunds with this status.'),
  paymentId: Id.optional().describe('Only refunds of this payment.'),
});
export type OutsideRefundQuery = z.output<typeof OutsideRefundQuery>;

export const BookOutsideRefund = z
  .strictObject({
    as: z.enum(['LOSS', 'REFUND']).describe('LOSS: the platform bears it. REFUND: it was owed.'),
    refundId: Id.optional().describe('With REFUND: the refund of the same payment and sum that it settles.'),
    reason: Reason,
  })
  .refine(({ as, refundId }) => as === 'LOSS' || refundId !== undefined, {
    path: ['refundId'],
    message: 'Name the refund that it settles.',
  })
  .meta({ id: 'BookOutsideRefund' });
export type BookOutsideRefund = z.output<typeof BookOutsideRefund>;

export const PaymentQuery = PageQuery.extend({
  status: PaymentStatusName.optional().describe('Only payments with this status.'),
  method: PaymentMethodName.optional().describe('Only payments by this method.'),
  purpose: z
    .string()
    .regex(/^[A-Z_]{1,40}$/, 'must be a purpose, as DEPOSIT')
    .optional()
    .describe('What the payment is for, e.g. `DEPOSIT`.'),
  subjectId: Id.optional().describe('The transaction, order or request that is paid for.'),
});
export type PaymentQuery = z.output<typeof PaymentQuery>;

export const AdminPaymentQuery = PaymentQuery.extend({
  ...recordFields('newest'),
  payerId: Id.optional().describe('Only payments of this user.'),
  wireReference: line(60)
    .transform((text) => text.toUpperCase().replaceAll(/\s/g, ''))
    .optional()
    .describe('Only the payment whose payer was told to write this on the wire.'),
});
export type AdminPaymentQuery = z.output<typeof AdminPaymentQuery>;

export const WireQuery = recordQuery().extend({
  paymentId: Id.optional().describe('Only wires for this payment.'),
  reference: BankReference.optional().describe('What the bank calls the wire.'),
});
export type WireQuery = z.output<typeof WireQuery>;

export const RefundQuery = recordQuery().extend({
  status: RefundStatusName.optional().describe('Only refunds with this status.'),
  paymentId: Id.optional().describe('Only refunds of this payment.'),
});
export type RefundQuery = z.output<typeof RefundQuery>;

export const WireSent = z
  .strictObject({
    reference: BankReference.describe('What the bank calls the wire.'),
    amountCents: PositiveCents.optional().describe(
      'What you have wired. Refused where another sum is to be wired by now: of a refund a part may have been taken out.',
    ),
  })
  .meta({ id: 'WireSent' });
export type WireSent = z.output<typeof WireSent>;
export const RefundWireSent = WireSent.extend({
  paidTwice: z
    .literal(true)
    .optional()
    .describe(
      'On purpose: it was sent, though the payer’s bank gives the same money back in a card dispute.',
    ),
}).meta({ id: 'RefundWireSent' });
export type RefundWireSent = z.output<typeof RefundWireSent>;
export const WireReturned = z
  .strictObject({
    reference: BankReference.describe('What the bank calls the return.'),
    amountCents: PositiveCents.optional().describe(
      'What came back, in US cents, if banks kept a fee; all of it by default.',
    ),
    reason: line(400).optional().describe('Why, as the bank says.'),
  })
  .meta({ id: 'WireReturned' });
export type WireReturned = z.output<typeof WireReturned>;
export const WireCorrectionWanted = z
  .strictObject({
    reason: Reason,
    atOurCost: z
      .boolean()
      .optional()
      .describe('The platform bears what of the money is out of reach; refused by default.'),
  })
  .meta({ id: 'WireCorrection' });
export const GivenUp = z.strictObject({ reason: Reason }).meta({ id: 'WireGivenUp' });

export const RefundParted = z
  .strictObject({
    amountCents: PositiveCents.describe(
      'What this refund keeps, in US cents; the rest is a refund of its own.',
    ),
    reason: Reason,
  })
  .meta({ id: 'RefundParted' });
export const RefundReason = z.strictObject({ reason: Reason }).meta({ id: 'RefundReason' });

export const DisputeView = z
  .strictObject({
    ...OF_PAYMENT,
    id: Id,
    paymentId: Id.nullable().describe('Null where it is the invoice of a subscription that was paid.'),
    gatewayDisputeId: z.string().describe('Its id at the gateway.'),
    amountCents: z.int().describe('What is disputed, in US cents.'),
    reason: z.string().describe("The reason that the payer's bank gave."),
    status: z.enum(DISPUTE_STATUSES).describe('WON: the bank decided for us.'),
    money: z
      .enum(['WITH_US', 'WITHDRAWN', 'REINSTATED', 'LOST'])
      .describe('Where the disputed money is. WITHDRAWN: with the gateway until the bank decides.'),
    evidenceDueAt: Instant.nullable().describe(
      'Until when the gateway takes evidence; null where it names no day.',
    ),
    answeredAt: Instant.nullable().describe(
      'Since when the bank looks at the evidence; null while it waits for some.',
    ),
    openedAt: Instant.describe('When it was opened.'),
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'CardDispute' });
export type DisputeView = z.output<typeof DisputeView>;

export const DisputeQuery = recordQuery().extend({
  status: z.enum(DISPUTE_STATUSES).optional().describe('Only disputes with this status.'),
});
export type DisputeQuery = z.output<typeof DisputeQuery>;
