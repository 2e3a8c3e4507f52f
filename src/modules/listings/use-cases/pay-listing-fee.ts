/** A seller without credits pays a listing fee, which buys the one credit that a publication spends. */
import { inWords } from '../../../platform/kernel/in-words';
import type { UserActor } from '../../../platform/kernel/actor';
import type { ListingFee } from '../../billing';
import { alreadyPaid } from '../../payments';
import { isSeller } from '../readers.rules';
import type { ListingRow } from '../listing.model';
import { isFinal } from '../listing.rules';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { listingStateForbids } from '../listings.problems';
import { isPublicationPaid } from '../publication-credit';
import { refuseKnownSale } from '../sold-companies';

export const createPayListingFee =
  (context: ListingsContext) =>
  /** Calls the gateway, so never inside a unit. Throws what `payments.start` throws. */
  (actor: UserActor, fee: ListingFee, requestKey: string | null) => {
    const { platform, store, billing } = context;
    let listing: ListingRow;
    return billing.payListingFee(actor, fee, requestKey, {
      async lock() {
        listing = await store.lock(fee.listingId);
        if (!isSeller(actor, listing)) throw noSuchListing();
        await refuseKnownSale(context, actor.userId, listing.usdot);
        if (isFinal(listing.status) || listing.status === 'WITHDRAWN') {
          const way = isFinal(listing.status)
            ? 'Draft a new one.'
            : 'Edit it first: then it is a draft again.';
          throw listingStateForbids(
            `A listing that is ${inWords(listing.status)} cannot be published. ${way}`,
          );
        }
      },
      async refusePaid() {
        if (isPublicationPaid(listing, platform.clock.now())) {
          throw alreadyPaid('The current publication is paid; nothing is due.');
        }
        // The credit that the fee bought may have been spent on something else; then the fee may be paid again.
        const isBought = await billing.isListingFeePaid(listing.id, listing.submittedAt ?? 0);
        if (isBought && (await billing.creditBalance(actor.userId)) > 0) {
          throw alreadyPaid(
            'The fee is paid. Submit the listing: that spends the credit that the fee bought.',
          );
        }
      },
    });
  };
