/** Listings, premium requests and requests about premium listings that wait for an administrator. */
import { waitingIn } from '../../../platform/db/waiting';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { AWAITING_REVIEW } from '../listing.model';
import type { PremiumAccessUseCases } from '../premium-access/premium-access';
import type { ListingsContext } from '../listings.context';

export const createListWaiting =
  ({ store, premium }: ListingsContext, premiumAccess: Pick<PremiumAccessUseCases, 'listWaiting'>) =>
  async (): Promise<WaitingQueue[]> => {
    const titlesOf = async (ids: string[]): Promise<Map<string, string>> => {
      const found = ids.length === 0 ? [] : await store.listings.findAll({ where: { id: ids } });
      return new Map(found.map(({ id, title }) => [id, title]));
    };
    return Promise.all([
      premiumAccess.listWaiting(),
      waitingIn(store.listings, {
        kind: 'LISTING_REVIEW',
        task: 'Approve or reject the listing.',
        path: '/admin/listings/pending',
        where: AWAITING_REVIEW,
        since: 'submittedAt',
        items: (rows) =>
          rows.map(({ id, sellerId, title, askingPriceCents, submittedAt, updatedAt }) => ({
            ...{ id, userId: sellerId, about: title, amountCents: askingPriceCents },
            since: submittedAt ?? updatedAt,
          })),
      }),
      waitingIn(premium.requests, {
        kind: 'PREMIUM_REQUEST',
        task: 'Approve or reject the premium request.',
        path: '/admin/premium-requests?status=PENDING',
        where: { status: 'PENDING' },
        since: 'requestedAt',
        items: async (rows) => {
          const titles = await titlesOf(rows.map(({ listingId }) => listingId));
          return rows.map(({ id, sellerId, listingId, feeCents, requestedAt }) => ({
            ...{ id, userId: sellerId, about: titles.get(listingId) ?? '', amountCents: feeCents },
            since: requestedAt,
          }));
        },
      }),
    ]);
  };
