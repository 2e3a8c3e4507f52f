/** What payments tell: that money came, did not come, is under way, or went back. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

const PaymentFacts = z.strictObject({
  paymentId: z.string(),
  /** Whatever the owner of the payment said when it was started: nothing here knows what it means. */
  purpose: z.string(),
  subjectId: z.string(),
  payerId: z.string(),
  amountCents: z.int(),
  method: z.enum(['CARD', 'BANK_DEBIT', 'WIRE']),
});

const RefundFacts = z.strictObject({
  refundId: z.string(),
  paymentId: z.string(),
  purpose: z.string(),
  subjectId: z.string(),
  payerId: z.string(),
  amountCents: z.int(),
  /** As given by whoever asked for the refund. */
  key: z.string(),
});

/**
 * The money stands in `unallocated:{paymentId}`: its owner moves it on, or refunds it. `late` means that the payment
 * had been given up before the money came: its owner refunds it.
 */
export const paymentSucceeded = defineEvent('payment.succeeded', PaymentFacts.extend({ late: z.boolean() }));
export const paymentProcessing = defineEvent('payment.processing', PaymentFacts);
export const paymentFailed = defineEvent('payment.failed', PaymentFacts.extend({ reason: z.string() }));
export const refundSucceeded = defineEvent('refund.succeeded', RefundFacts);
export const refundFailed = defineEvent('refund.failed', RefundFacts.extend({ reason: z.string() }));
