/** What offers add to a person's export of their data, and what keeps an account from being deleted. */
import { collectPages } from '../../platform/db/walk';
import type { OfferPresenter } from './offer.view';
import type { OffersContext } from './offers.context';
import type { createReadOffers } from './use-cases/read-offers';

export function registerUserData(
  { identity, store }: OffersContext,
  { listMade, listReceived }: ReturnType<typeof createReadOffers>,
  present: OfferPresenter,
): void {
  identity.contributesToExport('offers', async (person) => ({
    made: await collectPages(async (page) => present.page(person, await listMade(person, page))),
    received: await collectPages(async (page) => present.page(person, await listReceived(person, page))),
  }));
  identity.preventsDeletion('offers', async (userId) => {
    const open = await store.offers.count({ where: { buyerId: userId, status: 'PENDING' } });
    return open > 0 ? 'Withdraw your open offers first.' : null;
  });
}
