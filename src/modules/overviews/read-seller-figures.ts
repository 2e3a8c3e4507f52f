/** What a seller has earned, deal by deal, and how their listings do, day by day. */
import type { UserActor } from '../../platform/kernel/actor';
import { DAY_MS } from '../../platform/kernel/clock';
import { dayIn } from '../../platform/kernel/zoned-time';
import type { PageQuery } from '../../platform/kernel/page';
import { type Keyset, readPage } from '../../platform/db/keyset';
import type { Earning } from '../transactions';
import type { OverviewsContext } from './overviews.context';

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const shift = (day: string, days: number): string =>
  new Date(startOf(day) + days * DAY_MS).toISOString().slice(0, 10);

const countBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
};

/** A seller has few deals, and the totals are of all of them: they are read at once, the latest first. */
const keysetOf = (earnings: Earning[]): Keyset<Earning> => ({
  name: 'overviews.earnings',
  order: [['transactionId', 'DESC']],
  read: ({ after, offset, limit }) => {
    const behind = after
      ? earnings.filter(({ transactionId }) => transactionId < String(after[0]))
      : earnings;
    return Promise.resolve(behind.slice(offset, offset + limit));
  },
  count: (most) => Promise.resolve(Math.min(most, earnings.length)),
});

export function createReadSellerFigures({
  platform: { clock, config },
  ledger,
  listings,
  offers,
  transactions,
}: OverviewsContext) {
  return {
    listEarnings: ({ userId }: UserActor): Promise<Earning[]> => transactions.overviews.earningsOf(userId),

    async readEarnings({ userId }: UserActor, query: PageQuery) {
      const [earnings, payableCents] = await Promise.all([
        transactions.overviews.earningsOf(userId),
        ledger.balance(`payable:${userId}`),
      ]);
      const sum = (name: 'grossCents' | 'feeCents' | 'netCents') =>
        earnings.reduce((total, earning) => total + earning[name], 0);
      return {
        page: await readPage(keysetOf(earnings), query),
        totals: {
          grossCents: sum('grossCents'),
          feeCents: sum('feeCents'),
          netCents: sum('netCents'),
          payableCents,
        },
      };
    },

    /** By days of the zone in which the reports of administrators count. */
    async readAnalytics({ userId }: UserActor, days: number) {
      const zone = config.PAPER_TIME_ZONE;
      const dayOf = ({ at }: { at: number | string }): string => dayIn(Number(at), zone);
      const first = shift(dayIn(clock.now(), zone), 1 - days);
      // No place is further from UTC than a day.
      const since = startOf(first) - DAY_MS;
      const [unlocks, received, opened, reach] = await Promise.all([
        listings.overviews.unlocksSince(userId, since),
        offers.overviews.receivedSince(userId, since).then(withinDays),
        transactions.overviews.openedSince(userId, since).then(withinDays),
        listings.overviews.reachOf(userId),
      ]);
      function withinDays<Moment extends { at: number | string }>(moments: Moment[]): Moment[] {
        return moments.filter((moment) => dayOf(moment) >= first);
      }
      const perDay = [unlocks, received, opened].map((moments) => countBy(moments, dayOf));
      const perListing = [received, opened].map((moments) => countBy(moments, ({ listingId }) => listingId));
      return {
        zone,
        days: Array.from({ length: days }, (_, index) => {
          const day = shift(first, index);
          const [unlocked = 0, offered = 0, dealt = 0] = perDay.map((counts) => counts.get(day) ?? 0);
          return { day, unlocks: unlocked, offers: offered, deals: dealt };
        }),
        listings: reach.map((row) => {
          const [offered = 0, dealt = 0] = perListing.map((counts) => counts.get(row.listingId) ?? 0);
          return { ...row, offers: offered, deals: dealt };
        }),
      };
    },
  };
}

export type SellerFigures = ReturnType<typeof createReadSellerFigures>;
