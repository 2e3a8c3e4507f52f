/** What listings add to a person's export of their data, and what keeps an account from being deleted. */
import { collectPages } from '../../platform/db/walk';
import { mapPage } from '../../platform/kernel/page';
import { readEach } from '../../platform/kernel/unreadable';
import type { ListingPresenter } from './listing.view';
import { LIVE } from './listing.rules';
import type { ListingsContext } from './listings.context';
import type { ListingUseCases } from './listings.use-cases';
import { presentRequirements } from './requirements/requirements.routes';
import { definePremiumAccess } from './premium-access/premium-access.model';
import { presentPremiumAccess } from './premium-access/premium-access.routes';
import { presentPremium } from './premium/premium.view';

export function registerUserData(
  { platform, identity, store, premium }: ListingsContext,
  { listOwn, listSaved, listUnlocked, findRequirements }: ListingUseCases,
  present: ListingPresenter,
): void {
  const premiumAccess = definePremiumAccess(platform.database);
  identity.contributesToExport('listings', async (person) => {
    const requests = await premium.requests.findAll({
      where: { sellerId: person.userId },
      order: [['id', 'ASC']],
    });
    const asked = await premiumAccess.findAll({
      where: { buyerId: person.userId },
      order: [['id', 'ASC']],
    });
    return {
      own: await collectPages(async (page) => mapPage(await listOwn(person, page), present.managedCard)),
      saved: await collectPages(async (page) => mapPage(await listSaved(person, page), present.savedCard)),
      unlocked: await collectPages(async (page) =>
        mapPage(await listUnlocked(person, page), present.unlockedCard),
      ),
      requirements: readEach([await findRequirements(person.userId)], presentRequirements)[0] ?? null,
      premiumAccess: asked.map(presentPremiumAccess),
      premiumRequests: requests.map((request) => presentPremium(request)),
    };
  });
  identity.preventsDeletion('listings', async (userId) => {
    const live = await store.listings.count({ where: { sellerId: userId, status: [...LIVE, 'SUSPENDED'] } });
    if (live > 0) return 'Withdraw your listings first.';
    const open = await premium.requests.count({ where: { sellerId: userId, endedAt: null } });
    return open > 0 ? 'Withdraw the listings that have an open premium request first.' : null;
  });
}
