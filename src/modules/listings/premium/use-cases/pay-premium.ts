/** The seller pays the fee of an approved request. The money makes the listing premium, or goes back. */
import { inWords } from '../../../../platform/kernel/in-words';
import { refuseOwnThing } from '../../../../platform/http/own-thing';
import { notFound } from '../../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../../platform/kernel/actor';
import { paymentSucceeded, type Payments } from '../../../payments';
import type { ListingsContext } from '../../listings.context';
import { premiumBegan } from '../premium.events';
import { noOpenPremiumRequest, premiumStateForbids, throwIfPremiumRefused } from '../premium.problems';
import { type LockedPremium, premiumNews, premiumSubject } from '../premium.store';
import type { PremiumRequest } from '../premium-request.model';
import { findReturnReason, PREMIUM_FEE, premiumRevenueId, refusePremiumPayment } from '../premium.rules';
import type { PremiumPayment, PremiumWire } from '../premium.schema';

const gateway = systemActor('listings.premium');

interface FeePaid {
  paymentId: string;
  amountCents: number;
  late: boolean;
}

type StartedPayment = Awaited<ReturnType<Payments['start']>>;

export function createPayPremium({ platform, store, premium, payments, ledger, audit }: ListingsContext) {
  const { clock, database, events } = platform;
  payments.knowPurpose(PREMIUM_FEE);

  events.on(paymentSucceeded, 'listings', { runs: 'unit' }, async (news, { occurredAt }) => {
    const { purpose, subjectId, ...paid } = news;
    if (purpose !== PREMIUM_FEE || (await payments.isGivenBack(paid.paymentId, occurredAt))) return;
    await receive(await premium.lock(subjectId), paid, gateway);
  });

  /** A payment is received once, however often its event is delivered. */
  async function receive(locked: LockedPremium, paid: FeePaid, actor: Actor): Promise<void> {
    const { listing, request } = locked;
    if (request.paymentId === paid.paymentId) return;
    const because = findReturnReason(request, paid);
    if (because) return returnMoney(request, paid, because, actor);
    await premium.advance(request, 'pay', { paymentId: paid.paymentId, paidAt: clock.now() });
    await store.markPremium(listing, true);
    await events.emit(premiumBegan, premiumNews(locked));
    await audit.record({
      actor,
      action: 'premium.began',
      subject: premiumSubject(request.id),
      detail: { listingId: listing.id, paymentId: paid.paymentId, feeCents: paid.amountCents },
    });
    await ledger.post([
      {
        id: premiumRevenueId(request.id),
        debit: `unallocated:${paid.paymentId}`,
        credit: 'revenue:listings',
        amount: paid.amountCents,
        unit: 'USD',
        reason: 'Premium listing fee',
        subject: premiumSubject(request.id),
      },
    ]);
  }

  async function returnMoney(
    { id }: PremiumRequest,
    { paymentId, amountCents }: FeePaid,
    reason: string,
    actor: Actor,
  ): Promise<void> {
    if ((await payments.refundable(paymentId)) < amountCents) return;
    await audit.record({
      actor,
      action: 'premium.money_returned',
      subject: premiumSubject(id),
      reason,
      detail: { paymentId, amountCents },
    });
    await payments.refund({
      key: `premium:${id}:return:${paymentId}`,
      paymentId,
      amountCents,
      from: `unallocated:${paymentId}`,
      reason,
    });
  }

  /**
   * The payment was started while nothing was locked. If the request has ended meanwhile, the payment is canceled or
   * its money goes back. The event of the payment says the same a moment later; whichever comes first has the effect.
   */
  const settle = (requestId: string, payment: StartedPayment): Promise<PremiumRequest> =>
    database.atomically(async () => {
      const locked = await premium.lock(requestId);
      const { id: paymentId, amountCents, status } = payment;
      if (status === 'SUCCEEDED') await receive(locked, { paymentId, amountCents, late: false }, gateway);
      else if (findReturnReason(locked.request, { amountCents, late: false })) {
        await payments.cancelOpen(PREMIUM_FEE, requestId, 'The premium request had ended.');
      }
      return locked.request;
    });

  return {
    /**
     * Calls the gateway, so never inside a unit; may be called again after a crash. A declined card is an answer: its
     * payment is `FAILED`. Throws what `payments.start` throws.
     */
    async payPremium(
      actor: UserActor,
      listingId: string,
      { method, paymentMethodId }: PremiumPayment,
    ): Promise<{ request: PremiumRequest; payment: StartedPayment }> {
      const listing = await store.getAsSeller(listingId, actor);
      const request = await premium.findOpen(listingId);
      if (!request) throw noOpenPremiumRequest();
      throwIfPremiumRefused(refusePremiumPayment(request, clock.now()));
      const payment = await payments.start({
        actor,
        purpose: PREMIUM_FEE,
        subjectId: request.id,
        payerId: request.sellerId,
        amountCents: request.feeCents ?? 0,
        method,
        ...(paymentMethodId ? { paymentMethodId } : {}),
        description: `MC Exchange: premium listing “${listing.title}”`,
      });
      const after = payment.status === 'FAILED' ? request : await settle(request.id, payment);
      if (after.status === 'APPROVED' || after.status === 'PREMIUM') return { request: after, payment };
      throw premiumStateForbids(
        `The request is ${inWords(after.status)} now. Your payment will be refunded.`,
      );
    },

    /** An admin has seen the wire at the bank. Throws what `payments.confirmWire` throws. */
    confirmPremiumWire: (
      actor: UserActor,
      requestId: string,
      paymentId: string,
      wire: PremiumWire,
    ): Promise<LockedPremium> =>
      database.atomically(async () => {
        const locked = await premium.lock(requestId);
        refuseOwnThing(actor, locked.request.sellerId);
        const awaited = await payments.getPayment(paymentId);
        if (awaited.subjectId !== requestId) throw notFound('This request has no such payment.');
        await payments.confirmWire(actor, paymentId, wire);
        const { status, amountCents, late } = await payments.getPayment(paymentId);
        if (status === 'SUCCEEDED') await receive(locked, { paymentId, amountCents, late }, actor);
        return locked;
      }),
  };
}
