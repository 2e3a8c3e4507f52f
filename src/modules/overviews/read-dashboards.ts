/** Puts together what a seller, a buyer, or a person who is both, looks at first. */
import type { UserActor } from '../../platform/kernel/actor';
import type { OverviewsContext } from './overviews.context';

export function createReadDashboards({ billing, ledger, listings, offers, transactions }: OverviewsContext) {
  async function readSeller(userId: string) {
    const [own, received, deals, payableCents] = await Promise.all([
      listings.overviews.sellerOverview(userId),
      offers.overviews.overviewOf(userId, 'SELLER'),
      transactions.overviews.overviewOf(userId, 'SELLER'),
      ledger.balance(`payable:${userId}`),
    ]);
    return { listings: own, offers: received, deals, payableCents };
  }

  async function readBuyer(userId: string) {
    const [others, made, deals, credits] = await Promise.all([
      listings.overviews.buyerOverview(userId),
      offers.overviews.overviewOf(userId, 'BUYER'),
      transactions.overviews.overviewOf(userId, 'BUYER'),
      billing.creditBalance(userId),
    ]);
    return { listings: others, offers: made, deals, credits };
  }

  return {
    readSeller,
    readBuyer,

    async readUser({ userId, roles }: UserActor) {
      const [seller, buyer] = await Promise.all([
        roles.includes('seller') ? readSeller(userId) : null,
        roles.includes('buyer') ? readBuyer(userId) : null,
      ]);
      const sides = [seller, buyer].flatMap((side) => side ?? []);
      const waiting = sides.map((side) => side.offers.waitingForMe + side.deals.waitingForMe);
      return { waitingForMe: waiting.reduce((sum, each) => sum + each, 0), seller, buyer };
    },
  };
}

export type Dashboards = ReturnType<typeof createReadDashboards>;
