/** A seller requests premium for a listing, reads the request, withdraws it. */
import { inWords } from '../../../../platform/kernel/in-words';
import type { UserActor } from '../../../../platform/kernel/actor';
import type { ListingsContext } from '../../listings.context';
import { listingStateForbids } from '../../listings.problems';
import { premiumRequested } from '../premium.events';
import { noOpenPremiumRequest, premiumRequestExists } from '../premium.problems';
import { premiumNews, premiumSubject } from '../premium.store';
import type { PremiumRequest } from '../premium-request.model';
import { PREMIUM_FEE, REQUESTABLE } from '../premium.rules';

export function createRequestPremium({ platform, store, premium, payments, audit }: ListingsContext) {
  const { database, events } = platform;

  return {
    /** The lock on the listing makes the second of two at once see the first one's request. */
    requestPremium: (actor: UserActor, listingId: string, note: string | null): Promise<PremiumRequest> =>
      database.atomically(async () => {
        const listing = await store.lockAsSeller(listingId, actor);
        if (!REQUESTABLE.includes(listing.status)) {
          throw listingStateForbids(
            `A listing that is ${inWords(listing.status)} cannot be made premium. It has to be on the market first.`,
          );
        }
        const open = await premium.findOpen(listingId);
        if (open)
          throw premiumRequestExists(
            `Your request is ${inWords(open.status)}; go on with that one, or withdraw it.`,
          );
        const request = await premium.add(listing, note);
        await events.emit(premiumRequested, premiumNews({ listing, request }));
        await audit.record({
          actor,
          action: 'premium.requested',
          subject: premiumSubject(request.id),
          detail: { listingId },
        });
        return request;
      }),

    /** The latest; null where there has never been one. */
    async findPremiumRequest(actor: UserActor, listingId: string): Promise<PremiumRequest | null> {
      await store.getAsSeller(listingId, actor);
      return premium.requests.findOne({ where: { listingId }, order: [['id', 'DESC']] });
    },

    /** Before the fee is paid. Money on its way goes back when it arrives. */
    withdrawPremium: (actor: UserActor, listingId: string): Promise<PremiumRequest> =>
      database.atomically(async () => {
        await store.lockAsSeller(listingId, actor);
        const request = await premium.lockOpen(listingId);
        if (!request) throw noOpenPremiumRequest();
        await premium.advance(request, 'withdraw');
        await payments.cancelOpen(PREMIUM_FEE, request.id, 'The premium request was withdrawn.');
        await audit.record({ actor, action: 'premium.withdrawn', subject: premiumSubject(request.id) });
        return request;
      }),
  };
}
