/** Finds the listing that its seller wants to act on; to anyone else it answers as if there were none. */
import { forbidden, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import type { ListingRow } from './listing.model';
import { isSeller } from './listing.readers.rules';
import type { ListingRecord } from './listing.record';
import { isInSight } from './listing.rules';

/** Locks it. Throws `not_found`, or `forbidden` where the stranger may see that it exists. */
export const lockOwn = async (record: ListingRecord, actor: UserActor, id: string): Promise<ListingRow> =>
  demandOwn(await record.lock(id), actor);

/** The same without a lock, for what has to be known before a unit begins. */
export async function getOwn(record: ListingRecord, actor: UserActor, id: string): Promise<ListingRow> {
  const listing = await record.find(id);
  if (!listing) throw notFound('There is no such listing.');
  return demandOwn(listing, actor);
}

function demandOwn(listing: ListingRow, actor: UserActor): ListingRow {
  if (isSeller(actor, listing)) return listing;
  if (isInSight(listing.status)) throw forbidden('Only the seller of this listing may do this.');
  throw notFound('There is no such listing.');
}
