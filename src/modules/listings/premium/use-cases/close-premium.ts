/** Ends the premium status of a listing, or its open request, together with the listing. */
import type { Actor } from '../../../../platform/kernel/actor';
import type { ListingsContext } from '../../listings.context';
import { premiumSubject } from '../premium.store';
import { PREMIUM_FEE } from '../premium.rules';

/** In a unit, on the locked listing. Answers what changes in its row. */
export const createClosePremium =
  ({ premium, payments, audit }: ListingsContext) =>
  async (listingId: string, reason: string, actor: Actor): Promise<{ premium: false }> => {
    const request = await premium.lockOpen(listingId);
    if (!request) return { premium: false };
    const move = request.status === 'PREMIUM' ? 'end' : 'withdraw';
    await premium.advance(request, move, { endReason: reason });
    await payments.cancelOpen(PREMIUM_FEE, request.id, reason);
    await audit.record({
      actor,
      action: move === 'end' ? 'premium.ended' : 'premium.withdrawn',
      subject: premiumSubject(request.id),
      reason,
      detail: { listingId },
    });
    return { premium: false };
  };
