/** Two listings of one carrier: the one with the higher proof of control takes the place of the other. */
import type { UserActor } from '../../../platform/kernel/actor';
import { systemActor } from '../../../platform/kernel/actor';
import { listedAlready } from '../carrier-check';
import type { ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { listingRejected } from '../listings.events';
import { carrierAlreadyListed } from '../listings.problems';
import { returnCreditIfUnused } from '../publication-credit';
import { createSuspendListing } from './suspend-listing';

const actor = systemActor('listings.claims');

export function createGiveWay(context: ListingsContext) {
  const { platform, store, carriers, audit } = context;
  const suspend = createSuspendListing(context);

  /** Out of review back to its seller with the credit, off the market where it was live. */
  async function takeDown(rival: ListingRow, reason: string): Promise<void> {
    if (rival.status !== 'PENDING_REVIEW') {
      await suspend(rival.id, reason, actor);
      return;
    }
    const { id, sellerId, title } = rival;
    await store.advance(rival, 'reject', {
      ...(await returnCreditIfUnused(context, rival)),
      statusReason: reason,
    });
    await platform.events.emit(listingRejected, { listingId: id, sellerId, title, reason });
    await audit.record({ actor, action: 'listing.rejected', subject: { type: 'listing', id }, reason });
  }

  return {
    /** Both locked, in the order of their ids. */
    async lockWithRival(
      { id, usdot }: ListingRow,
      seller: UserActor,
    ): Promise<{ listing: ListingRow; rival: ListingRow | null }> {
      const live = await store.findLive(usdot);
      if (!live || live.id === id) return { listing: await store.lockAsSeller(id, seller), rival: null };
      const early = live.id < id ? await store.lock(live.id) : null;
      const listing = await store.lockAsSeller(id, seller);
      const rival = early ?? (await store.lock(live.id));
      return { listing, rival: rival.liveUsdot === usdot ? rival : null };
    },

    /** In the unit of the submission of `listing`, whose seller proves `level`. Throws `carrier_already_listed`. */
    async giveWay(rival: ListingRow, listing: ListingRow, level: number): Promise<void> {
      const held = await carriers.proofOfControlLevel(rival.sellerId, rival.usdot);
      if (rival.sellerId === listing.sellerId || level <= held) throw listedAlready(listing.usdot);
      if (rival.status === 'RESERVED') {
        throw carrierAlreadyListed(
          `A sale of the carrier with USDOT ${listing.usdot} is under way in another listing. Contest who controls the ` +
            'company: an admin then decides, and the sale does not close on a proof that is revoked.',
        );
      }
      await takeDown(
        rival,
        `Somebody else offers this company with a higher proof of control (level ${level}; yours is level ${held}). If it ` +
          'is yours, ask for a review of your evidence, or contest who controls the company.',
      );
    },
  };
}
