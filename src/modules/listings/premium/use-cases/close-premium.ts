/** With the listing its premium standing ends, and a request that was not paid yet. */
import { type Actor } from '../../../../platform/kernel/actor';
import type { ListingsContext } from '../../listings.context';
import { findOpenPremium, premiumSubject } from '../premium-record';
import { PREMIUM_FEE } from '../premium.rules';

/** In a unit, on the locked listing. Answers what changes in its row. */
export const createClosePremium =
  (context: ListingsContext) =>
  async (listingId: string, reason: string, actor: Actor): Promise<{ premium: false }> => {
    const { platform, payments, audit } = context;
    const request = await findOpenPremium(context, listingId, true);
    if (!request) return { premium: false };
    const now = platform.clock.now();
    const status = request.status === 'PREMIUM' ? 'ENDED' : 'WITHDRAWN';
    await request.update({ status, endReason: reason, updatedAt: now, endedAt: now });
    await payments.cancelOpen(PREMIUM_FEE, request.id, reason);
    await audit.record({
      actor,
      action: status === 'ENDED' ? 'premium.ended' : 'premium.withdrawn',
      subject: premiumSubject(request.id),
      reason,
      detail: { listingId },
    });
    return { premium: false };
  };
