/**
 * What buyers' banks and other hands take back of credit purchases: an open dispute puts the buyer's credits on hold; what
 * is lost, or was refunded past us, takes the credits back that it had bought.
 */
import {
  outsideRefundUndone,
  paymentDisputeClosed,
  paymentDisputed,
  paymentRefundedOutside,
} from '../../payments';
import type { BillingContext } from '../billing.context';
import type { CreditDispute } from '../credit-dispute.model';
import { earning, isOrder } from '../credit.rules';
import { BANK_TOOK_IT, creditsFor, GIVEN_BACK, type TakeCreditsBack } from '../take-credits-back';

interface Paid {
  subjectId: string;
  paymentId: string;
}

interface Disputed {
  disputeId: string;
  subjectId: string;
  payerId: string;
}

export function handleDisputes(
  { platform, store, payments }: BillingContext,
  credits: TakeCreditsBack,
): void {
  const { events } = platform;

  const disputeOf = ({ disputeId, subjectId: orderId, payerId: userId }: Disputed): Promise<CreditDispute> =>
    credits.findOrCreateLocked({ disputeId, userId, orderId, invoiceId: null });

  /** What comes after its payment was given up, or another has paid the order, goes back. */
  const hasBoughtNothing = async ({ subjectId, paymentId }: Paid): Promise<boolean> =>
    (await payments.listForSubject(subjectId)).some(({ id, late }) => id === paymentId && late);

  events.on(paymentDisputed, 'billing', { runs: 'unit' }, async (news) => {
    if (isOrder(news.purpose) && !(await hasBoughtNothing(news))) await disputeOf(news);
  });

  events.on(paymentDisputeClosed, 'billing', { runs: 'unit' }, async (news) => {
    if (!isOrder(news.purpose)) return;
    const dispute = await disputeOf(news);
    if (news.outcome === 'WON') return credits.reinstate(dispute, 'The bank gave the money back');
    const order = await store.orders.findByPk(news.subjectId, { rejectOnEmpty: true });
    const bought = order.status === 'PAID' && !(await hasBoughtNothing(news)) ? order.credits : 0;
    await credits.take(dispute, bought, BANK_TOOK_IT);
  });

  events.on(paymentRefundedOutside, 'billing', { runs: 'unit' }, async (news) => {
    const { purpose, paymentId, subjectId, outsideRefundId, givenBackCents, totalCents, isOut } = news;
    if (!isOut || !isOrder(purpose)) return;
    const order = await store.lock(subjectId);
    // Such money was never ours: an admin says what its refund settles.
    if (await hasBoughtNothing(news)) return;
    if (order.status !== 'PAID') throw new Error(`The order ${subjectId} has not heard of its money yet.`);
    const { id, listingId, priceCents } = order;
    const from = earning({ id, listingId, priceCents, paymentId }).credit;
    const parts = [{ from, amountCents: givenBackCents }];
    if (!(await payments.bearOutsideRefund(outsideRefundId, parts))) return;
    const dispute = await disputeOf({ ...news, disputeId: outsideRefundId });
    const given = { partCents: givenBackCents, totalCents };
    await credits.take(dispute, creditsFor(order.credits, priceCents, given), GIVEN_BACK);
  });

  events.on(outsideRefundUndone, 'billing', { runs: 'unit' }, async (news) => {
    const { purpose, subjectId, paymentId, outsideRefundId, givenBackCents, wasBooked } = news;
    if (!wasBooked || !isOrder(purpose ?? '') || paymentId === null) return;
    const dispute = await credits.findLocked(outsideRefundId);
    const order = await store.orders.findByPk(subjectId ?? '', { rejectOnEmpty: true });
    if (!dispute || dispute.status === 'WON') return;
    const { id, listingId, priceCents } = order;
    const { credit: from } = earning({ id, listingId, priceCents, paymentId });
    await payments.takeOutsideRefundAgain(outsideRefundId, [{ from, amountCents: givenBackCents }]);
    await credits.reinstate(dispute, 'The money came again');
  });
}
