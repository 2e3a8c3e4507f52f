/** The owner pays the fee of an approved request; what comes in makes the listing premium, or goes back. */
import { notFound } from '../../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../../platform/kernel/actor';
import { paymentSucceeded, type PaymentView } from '../../../payments';
import type { ListingsContext } from '../../listings.context';
import { getOwn } from '../../own-listing';
import { premiumBegan } from '../premium.events';
import { premiumStateForbids } from '../premium.problems';
import {
  findOpenPremium,
  lockPremium,
  newsOfPremium,
  type OpenedPremium,
  premiumSubject,
  refuseClosedPremiumMove,
} from '../premium-record';
import type { PremiumRequest } from '../premium-request.model';
import { findReturnReason, PREMIUM_FEE, premiumRevenueId } from '../premium.rules';
import type { AdminPremiumView, PremiumPayment, PremiumWire } from '../premium.schema';
import { viewPremiumForAdmin } from '../premium.view';

const gateway = systemActor('listings.premium');

interface FeePaid {
  paymentId: string;
  amountCents: number;
  late: boolean;
}

export function createPayPremium(context: ListingsContext) {
  const { platform, record, payments, ledger, audit } = context;
  const { clock, database, outbox } = platform;

  outbox.on(paymentSucceeded, 'listings', { runs: 'unit' }, async ({ purpose, subjectId, ...paid }) => {
    if (purpose === PREMIUM_FEE) await receive(await lockPremium(context, subjectId), paid, gateway);
  });

  /** On the locked request. A payment is received once, however often its news comes. */
  async function receive(opened: OpenedPremium, paid: FeePaid, actor: Actor): Promise<void> {
    const { listing, request } = opened;
    if (request.paymentId === paid.paymentId) return;
    const because = findReturnReason(request, paid);
    if (because) return giveBack(request, paid, because, actor);
    const now = clock.now();
    await request.update({ status: 'PREMIUM', paymentId: paid.paymentId, paidAt: now, updatedAt: now });
    await record.markPremium(listing, true);
    await outbox.emit(premiumBegan, newsOfPremium(opened));
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

  async function giveBack(
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

  /** Throws `premium_state_forbids`. */
  function refuseUnpayable(request: PremiumRequest | null): PremiumRequest {
    if (!request) throw premiumStateForbids('The listing has no open premium request.');
    refuseClosedPremiumMove(request, 'pay');
    if ((request.payBy ?? 0) <= clock.now()) throw premiumStateForbids('The time to pay is over. Ask anew.');
    return request;
  }

  /**
   * The payment was started while nothing was locked: where the request has ended meanwhile it is given up, or its
   * money goes back. The event of a payment says the same a moment later; whichever comes first has the effect.
   */
  const note = (requestId: string, payment: PaymentView): Promise<PremiumRequest> =>
    database.atomically(async () => {
      const opened = await lockPremium(context, requestId);
      const { id: paymentId, amountCents, status } = payment;
      if (status === 'SUCCEEDED') await receive(opened, { paymentId, amountCents, late: false }, gateway);
      else if (findReturnReason(opened.request, { amountCents, late: false })) {
        await payments.cancelOpen(PREMIUM_FEE, requestId, 'The premium request had ended.');
      }
      return opened.request;
    });

  return {
    /**
     * Speaks to the gateway, so never inside a unit; may be called again after a crash. A refused card is an answer:
     * its payment is `FAILED`. Throws what `payments.start` throws.
     */
    async payPremium(
      actor: UserActor,
      listingId: string,
      { method, paymentMethodId }: PremiumPayment,
    ): Promise<{ request: PremiumRequest; payment: PaymentView }> {
      const listing = await getOwn(record, actor, listingId);
      const request = refuseUnpayable(await findOpenPremium(context, listingId));
      const payment = await payments.start({
        purpose: PREMIUM_FEE,
        subjectId: request.id,
        payerId: request.sellerId,
        amountCents: request.feeCents ?? 0,
        method,
        ...(paymentMethodId ? { paymentMethodId } : {}),
        description: `MC Exchange: premium listing “${listing.title}”`,
      });
      const after = payment.status === 'FAILED' ? request : await note(request.id, payment);
      if (after.status === 'APPROVED' || after.status === 'PREMIUM') return { request: after, payment };
      throw premiumStateForbids(`The request is ${after.status} by now. What you paid goes back to you.`);
    },

    /** An admin has seen the wire of a fee at the bank. Throws what `payments.confirmWire` throws. */
    confirmPremiumWire: (
      actor: UserActor,
      requestId: string,
      paymentId: string,
      wire: PremiumWire,
    ): Promise<AdminPremiumView> =>
      database.atomically(async () => {
        const opened = await lockPremium(context, requestId);
        const awaited = await payments.getPayment(paymentId);
        if (awaited.subjectId !== requestId) throw notFound('There is no such payment for this request.');
        await payments.confirmWire(actor, paymentId, wire);
        const { status, amountCents, late } = await payments.getPayment(paymentId);
        if (status === 'SUCCEEDED') await receive(opened, { paymentId, amountCents, late }, actor);
        return viewPremiumForAdmin(opened.request, opened.listing);
      }),
  };
}
