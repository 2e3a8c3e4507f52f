/** The credit that a publication costs: spent on submission, used up by going live, else returned. */
import type { ListingRow } from './listing.model';
import type { ListingsContext } from './listings.context';

const order = (listing: ListingRow, publication: number) => ({
  userId: listing.sellerId,
  reason: 'LISTING_PUBLICATION' as const,
  key: `listing:${listing.id}:publication:${publication}`,
  subject: { type: 'listing', id: listing.id },
});

/** The credit for the current publication is spent, and the publication has not expired. */
export const isPublicationPaid = ({ publicationPaid, expiresAt }: ListingRow, now: number): boolean =>
  publicationPaid && (expiresAt === null || expiresAt > now);

/**
 * Spends one credit in the ambient unit, unless the current publication is paid: a listing that was live, was rejected
 * and is submitted again costs nothing. Answers what changes in the row. Throws `out_of_credits`.
 */
export async function payForPublication({ billing, platform }: ListingsContext, listing: ListingRow) {
  if (isPublicationPaid(listing, platform.clock.now())) return {};
  const publication = listing.publication + 1;
  if (!billing.asksListingFee())
    return { publication, publicationPaid: false, publishedAt: null, expiresAt: null };
  await billing.spendCredit(order(listing, publication));
  return { publication, publicationPaid: true, publishedAt: null, expiresAt: null };
}

/** Returns the credit of a publication in the ambient unit if the listing never went live on it. */
export async function returnCreditIfUnused({ billing }: ListingsContext, listing: ListingRow) {
  if (!listing.publicationPaid || listing.expiresAt !== null) return {};
  await billing.returnCredit(order(listing, listing.publication));
  return { publicationPaid: false };
}
