/** What listings say of a person who asks for his data, or wants to go. */
import { collectPages } from '../../../platform/kernel/page';
import { LIVE } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import type { ListingUseCases } from '../listings.use-cases';
import { viewPremium } from '../premium/premium.view';

export function partWithUser(
  { identity, listings, premiumRequests }: ListingsContext,
  { listOwn, listSaved, listUnlocked }: ListingUseCases,
): void {
  identity.contributesToExport('listings', async (person) => ({
    own: await collectPages((page) => listOwn(person, page)),
    saved: await collectPages((page) => listSaved(person, page)),
    unlocked: await collectPages((page) => listUnlocked(person, page)),
    premiumRequests: (
      await premiumRequests.findAll({ where: { sellerId: person.userId }, order: [['id', 'ASC']] })
    ).map((request) => viewPremium(request)),
  }));
  identity.preventsDeletion('listings', async (userId) => {
    const live = await listings.count({ where: { sellerId: userId, status: [...LIVE, 'SUSPENDED'] } });
    if (live > 0) return 'Withdraw your listings first.';
    const asked = await premiumRequests.count({ where: { sellerId: userId, endedAt: null } });
    return asked > 0 ? 'Withdraw the listings that you asked to be made premium first.' : null;
  });
}
