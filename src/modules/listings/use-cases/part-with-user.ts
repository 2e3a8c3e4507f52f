/** What listings say of a person who asks for his data, or wants to go. */
import { collectPages } from '../../../platform/kernel/page';
import { LIVE } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import type { ListingUseCases } from '../listings.use-cases';

export function partWithUser(
  { identity, listings }: ListingsContext,
  { listOwn, listSaved, listUnlocked }: ListingUseCases,
): void {
  identity.contributesToExport('listings', async (person) => ({
    own: await collectPages((page) => listOwn(person, page)),
    saved: await collectPages((page) => listSaved(person, page)),
    unlocked: await collectPages((page) => listUnlocked(person, page)),
  }));
  identity.preventsDeletion('listings', async (userId) => {
    const live = await listings.count({ where: { sellerId: userId, status: [...LIVE, 'SUSPENDED'] } });
    return live > 0 ? 'Withdraw your listings first.' : null;
  });
}
