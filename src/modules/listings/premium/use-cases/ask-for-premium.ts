/** The owner of a listing asks for it to be made premium, looks after the request, or takes it back. */
import type { UserActor } from '../../../../platform/kernel/actor';
import { newId } from '../../../../platform/kernel/ids';
import type { ListingsContext } from '../../listings.context';
import { listingStateForbids } from '../../listings.problems';
import { getOwn, lockOwn } from '../../own-listing';
import { premiumRequested } from '../premium.events';
import { premiumRequestStands, premiumStateForbids } from '../premium.problems';
import { findOpenPremium, newsOfPremium, premiumSubject, refuseClosedPremiumMove } from '../premium-record';
import type { PremiumRequest } from '../premium-request.model';
import { MAY_ASK, PREMIUM_FEE } from '../premium.rules';

export function createAskForPremium(context: ListingsContext) {
  const { platform, record, premiumRequests, payments, audit } = context;
  const { clock, database, outbox } = platform;

  return {
    /** The lock on the listing makes the second of two at once see the first one's request. */
    askForPremium: (actor: UserActor, listingId: string, note: string | null): Promise<PremiumRequest> =>
      database.atomically(async () => {
        const listing = await lockOwn(record, actor, listingId);
        if (!MAY_ASK.includes(listing.status)) {
          throw listingStateForbids(`A listing that is ${listing.status} cannot be made premium.`);
        }
        const standing = await findOpenPremium(context, listingId);
        if (standing) throw premiumRequestStands(`It is ${standing.status}.`);
        const now = clock.now();
        const request = await premiumRequests.create({
          id: newId(),
          listingId,
          sellerId: listing.sellerId,
          status: 'PENDING',
          note,
          decidedBy: null,
          decisionReason: null,
          decidedAt: null,
          feeCents: null,
          payBy: null,
          paymentId: null,
          paidAt: null,
          endReason: null,
          returnedCents: 0,
          requestedAt: now,
          updatedAt: now,
          endedAt: null,
        });
        await outbox.emit(premiumRequested, newsOfPremium({ listing, request }));
        await audit.record({
          actor,
          action: 'premium.requested',
          subject: premiumSubject(request.id),
          detail: { listingId },
        });
        return request;
      }),

    /** The latest; null where the owner has never asked. */
    async findPremium(actor: UserActor, listingId: string): Promise<PremiumRequest | null> {
      await getOwn(record, actor, listingId);
      return premiumRequests.findOne({ where: { listingId }, order: [['id', 'DESC']] });
    },

    /** Before the fee is paid. Money that is under way goes back when it comes. */
    withdrawPremium: (actor: UserActor, listingId: string): Promise<PremiumRequest> =>
      database.atomically(async () => {
        await lockOwn(record, actor, listingId);
        const request = await findOpenPremium(context, listingId, true);
        if (!request) throw premiumStateForbids('The listing has no open premium request.');
        refuseClosedPremiumMove(request, 'withdraw');
        const now = clock.now();
        await request.update({ status: 'WITHDRAWN', updatedAt: now, endedAt: now });
        await payments.cancelOpen(PREMIUM_FEE, request.id, 'The premium request was withdrawn.');
        await audit.record({ actor, action: 'premium.withdrawn', subject: premiumSubject(request.id) });
        return request;
      }),
  };
}
