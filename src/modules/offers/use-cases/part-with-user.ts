/** What offers say of a person who asks for his data, or wants to go. */
import { collectPages } from '../../../platform/kernel/page';
import type { Identity } from '../../identity';
import type { OfferRecord } from '../offer-record';
import type { createReadOffers } from './read-offers';

export function partWithUser(
  identity: Identity,
  { offers }: OfferRecord,
  { listMade, listReceived }: ReturnType<typeof createReadOffers>,
): void {
  identity.contributesToExport('offers', async (person) => ({
    made: await collectPages((page) => listMade(person, page)),
    received: await collectPages((page) => listReceived(person, page)),
  }));
  identity.preventsDeletion('offers', async (userId) => {
    const open = await offers.count({ where: { buyerId: userId, status: 'PENDING' } });
    return open > 0 ? 'Withdraw your open offers first.' : null;
  });
}
