/** Makes cards anew that former rules have made, in the background after a release that changes the rules. */
import { selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { CARD_RULES } from '../card.rules';
import type { ListingsContext } from '../listings.context';

export const createRenewCards =
  ({ platform, store }: ListingsContext) =>
  (signal: AbortSignal): Promise<void> => {
    const { database, log } = platform;
    const old = selectKeyset<{ listingId: string }>(database, {
      name: 'listings.renew-cards',
      order: [['listingId', 'ASC']],
      select: 'listingId',
      from: 'listing_cards',
      where: ['madeBy < :rules'],
      values: { rules: CARD_RULES },
    });
    return sweep(
      log,
      old,
      ({ listingId }) =>
        database.atomically(async () => {
          const listing = await store.listings.findByPk(listingId, { lock: true });
          if (listing) await store.rebuildCard(listing);
        }),
      signal,
    );
  };
