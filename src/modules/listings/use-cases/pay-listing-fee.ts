/** A seller without credits pays the fee of a listing: it buys the one credit that the publication spends. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { CreditOrderView, ListingFee } from '../../billing';
import { alreadyPaid } from '../../payments';
import { isSeller } from '../listing.readers.rules';
import { isFinal } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingStateForbids } from '../listings.problems';
import { isPublicationPaid } from '../publication-credit';

export const createPayListingFee =
  ({ platform, record, billing }: ListingsContext) =>
  /** Speaks to the gateway, so never inside a unit. Throws what `payments.start` throws. */
  (actor: UserActor, fee: ListingFee, requestKey: string | null): Promise<CreditOrderView> =>
    billing.payListingFee(actor, fee, requestKey, async () => {
      const listing = await record.lock(fee.listingId);
      if (!isSeller(actor, listing)) throw notFound('There is no such listing.');
      if (isFinal(listing.status)) {
        throw listingStateForbids(`A listing that is ${listing.status} is not published any more.`);
      }
      if (isPublicationPaid(listing, platform.clock.now())) {
        throw alreadyPaid('The present publication is paid; nothing more is due.');
      }
      // A credit that was bought for it and went elsewhere may be bought again.
      const isBought = await billing.isListingFeePaid(listing.id, listing.submittedAt ?? 0);
      if (isBought && (await billing.creditBalance(actor.userId)) > 0) {
        throw alreadyPaid(
          'The fee is paid: submit the listing, and it spends the credit that the fee bought.',
        );
      }
    });
