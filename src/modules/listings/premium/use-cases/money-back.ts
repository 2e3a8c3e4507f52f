/**
 * What banks and other hands take back of the fee: premium ends with its money, and begins again with it. Where it cannot,
 * the money goes back to the seller.
 */
import { systemActor } from '../../../../platform/kernel/actor';
import { outsideRefundUndone, paymentDisputeClosed, paymentRefundedOutside } from '../../../payments';
import type { ListingsContext } from '../../listings.context';
import { premiumBegan, premiumEnded } from '../premium.events';
import type { PremiumRequest } from '../premium-request.model';
import { hasLeftForGood, PREMIUM_FEE } from '../premium.rules';
import { type LockedPremium, premiumNews, premiumSubject } from '../premium.store';

const gateway = systemActor('listings.premium');

const REVENUE = 'revenue:listings';
/** By these it is known what may begin again. */
const BANK_TOOK_IT = 'Your bank took the fee back.';
const GIVEN_BACK = 'The fee was given back.';

interface Paid {
  subjectId: string;
  paymentId: string;
}

/** It is heard again, once the fee was heard of. */
function refuseUnpaid({ id, status }: PremiumRequest): void {
  if (status === 'APPROVED') throw new Error(`The premium request ${id} has not heard of its fee yet.`);
}

export function endPremiumWithItsMoney({ platform, store, premium, payments, audit }: ListingsContext): void {
  const { events } = platform;
  const hear = { runs: 'unit' } as const;

  async function end({ subjectId, paymentId }: Paid, reason: string): Promise<void> {
    const locked = await premium.lock(subjectId);
    const { listing, request } = locked;
    if (request.status !== 'PREMIUM' || request.paymentId !== paymentId) return;
    await premium.advance(request, 'end', { endReason: reason });
    await store.markPremium(listing, false);
    await events.emit(premiumEnded, { ...premiumNews(locked), reason, returnedCents: 0 });
    await audit.record({
      ...{ actor: gateway, action: 'premium.ended', subject: premiumSubject(subjectId), reason },
      detail: { listingId: listing.id, paymentId },
    });
  }

  /** Not of a listing that has left the market, nor beside another request for it. `cameBy` names what brought it. */
  async function beginAgain({ subjectId, paymentId }: Paid, reason: string, cameBy: string): Promise<void> {
    const locked = await premium.lock(subjectId);
    const { listing, request } = locked;
    const endedByIt = request.paymentId === paymentId && request.endReason === reason;
    if (request.status !== 'ENDED' || !endedByIt) return;
    const isOver = hasLeftForGood(listing.status) || request.returnedCents > 0;
    if (isOver || (await premium.lockOpen(listing.id))) return giveBack(locked, paymentId, cameBy);
    await premium.resume(request);
    await store.markPremium(listing, true);
    await events.emit(premiumBegan, premiumNews(locked));
    await audit.record({
      ...{ actor: gateway, action: 'premium.began', subject: premiumSubject(subjectId) },
      detail: { listingId: listing.id, paymentId },
    });
  }

  /** Once of what came: then nothing of the payment is left that could be refunded. */
  async function giveBack({ request }: LockedPremium, paymentId: string, cameBy: string): Promise<void> {
    const { id, feeCents, returnedCents, listingId } = request;
    const amountCents = Math.min(feeCents ?? 0, await payments.refundable(paymentId));
    if (amountCents === 0) return;
    const reason = 'The fee came back to us when it could not buy premium any more.';
    await request.update({ returnedCents: returnedCents + amountCents, updatedAt: platform.clock.now() });
    await audit.record({
      ...{ actor: gateway, action: 'premium.money_returned', subject: premiumSubject(id), reason },
      detail: { listingId, paymentId, amountCents },
    });
    const key = `premium:${id}:return:${cameBy}`;
    await payments.refund({ key, paymentId, amountCents, from: REVENUE, reason });
  }

  events.on(paymentDisputeClosed, 'listings', hear, async (news) => {
    if (news.purpose !== PREMIUM_FEE) return;
    const { request } = await premium.lock(news.subjectId);
    refuseUnpaid(request);
    // A loss that is heard after the appeal that was won is none.
    const outcome = (await payments.disputeStatus(news.disputeId)) ?? news.outcome;
    await (outcome === 'LOST' ? end(news, BANK_TOOK_IT) : beginAgain(news, BANK_TOOK_IT, news.disputeId));
  });

  events.on(paymentRefundedOutside, 'listings', hear, async (news) => {
    const { purpose, subjectId, paymentId, outsideRefundId, givenBackCents, totalCents, isOut } = news;
    if (!isOut || purpose !== PREMIUM_FEE) return;
    const { request } = await premium.lock(subjectId);
    refuseUnpaid(request);
    // The money of a second payment was never ours: an admin says what its refund settles.
    if (request.paymentId !== paymentId) return;
    const parts = [{ from: REVENUE, amountCents: givenBackCents }];
    if (!(await payments.bearOutsideRefund(outsideRefundId, parts))) return;
    if (totalCents >= (request.feeCents ?? 0)) await end(news, GIVEN_BACK);
  });

  events.on(outsideRefundUndone, 'listings', hear, async (news) => {
    const { purpose, subjectId, paymentId, outsideRefundId, givenBackCents, wasBooked } = news;
    if (!wasBooked || purpose !== PREMIUM_FEE || subjectId === null || paymentId === null) return;
    // The listing is locked before the money, as everywhere.
    await premium.lock(subjectId);
    await payments.takeOutsideRefundAgain(outsideRefundId, [{ from: REVENUE, amountCents: givenBackCents }]);
    await beginAgain({ subjectId, paymentId }, GIVEN_BACK, outsideRefundId);
  });
}
