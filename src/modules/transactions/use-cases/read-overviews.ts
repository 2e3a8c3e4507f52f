/** What a person's deals come to, as their dashboard shows it, and what a seller has earned by them. */
import { awaitedSql } from '../awaited.rules';
import { type Party, type State, STATES } from '../process/process';
import { processes } from '../process/processes';
import type { TransactionsContext } from '../transactions.context';

export interface DealsOverview {
  open: number;
  waitingForMe: number;
  completed: number;
  cancelled: number;
  /** The prices of the completed ones. */
  completedCents: number;
}

/** What came of one deal for its seller: by the ledger, in cents. */
export interface Earning {
  transactionId: string;
  listingTitle: string;
  endedAt: number | null;
  /** What the sale brought: the fee and the seller's part. */
  grossCents: number;
  feeCents: number;
  netCents: number;
}

const COLUMN = { BUYER: 'buyerId', SELLER: 'sellerId' } as const;

export function createReadOverviews({
  platform: { database },
  models,
  ledger,
}: Pick<TransactionsContext, 'platform' | 'models' | 'ledger'>) {
  return {
    async overviewOf(userId: string, side: Party): Promise<DealsOverview> {
      const [row] = await database.select<Record<keyof DealsOverview, number | null>>(
        `SELECT
           SUM(CASE WHEN state NOT IN ('COMPLETED', 'CANCELLED') THEN 1 ELSE 0 END) AS open,
           SUM(CASE WHEN ${awaitedSql(processes, side)} THEN 1 ELSE 0 END) AS waitingForMe,
           SUM(CASE WHEN state = 'COMPLETED' THEN 1 ELSE 0 END) AS completed,
           SUM(CASE WHEN state = 'CANCELLED' THEN 1 ELSE 0 END) AS cancelled,
           SUM(CASE WHEN state = 'COMPLETED' THEN priceCents ELSE 0 END) AS completedCents
         FROM transactions WHERE ${COLUMN[side]} = :userId`,
        { userId },
      );
      const count = (name: keyof DealsOverview) => Number(row?.[name] ?? 0);
      return {
        open: count('open'),
        waitingForMe: count('waitingForMe'),
        completed: count('completed'),
        cancelled: count('cancelled'),
        completedCents: count('completedCents'),
      };
    },

    /** Of every deal that brought its seller something, the latest first. */
    async earningsOf(sellerId: string): Promise<Earning[]> {
      const deals = await models.transactions.findAll({
        attributes: ['id', 'listingTitle', 'endedAt'],
        where: { sellerId },
        order: [['id', 'DESC']],
      });
      const sums = await ledger.sumsAbout(
        'transaction',
        deals.map(({ id }) => id),
      );
      const payable = `payable:${sellerId}`;
      const netOf = (account: string, dealId: string): number =>
        sums
          .filter(({ subjectId }) => subjectId === dealId)
          .reduce(
            (sum, { debit, credit, amount }) =>
              sum + (credit === account ? amount : 0) - (debit === account ? amount : 0),
            0,
          );
      return deals
        .map(({ id, listingTitle, endedAt }) => {
          const feeCents = netOf('revenue:fees', id);
          const netCents = netOf(payable, id);
          return {
            ...{ transactionId: id, listingTitle, endedAt: endedAt ?? null },
            ...{ grossCents: feeCents + netCents, feeCents, netCents },
          };
        })
        .filter(({ grossCents }) => grossCents !== 0);
    },

    /** From the opening of a deal to its end, in ms; null while it is open, or where there is none. */
    async durationOf(id: string): Promise<number | null> {
      const deal = await models.transactions.findByPk(id, { attributes: ['openedAt', 'endedAt'] });
      return deal?.endedAt ? Number(deal.endedAt) - Number(deal.openedAt) : null;
    },

    /** How many deals are in each state, with their prices. */
    async countByState(): Promise<{ state: State; deals: number; priceCents: number }[]> {
      const rows = await database.select<{ state: State; deals: number; priceCents: number }>(
        'SELECT state, COUNT(*) AS deals, SUM(priceCents) AS priceCents FROM transactions GROUP BY state',
      );
      const found = new Map(rows.map((row) => [row.state, row]));
      return STATES.map((state) => ({
        state,
        deals: Number(found.get(state)?.deals ?? 0),
        priceCents: Number(found.get(state)?.priceCents ?? 0),
      }));
    },

    openedSince: (sellerId: string, since: number): Promise<{ listingId: string; at: number }[]> =>
      database.select<{ listingId: string; at: number }>(
        'SELECT listingId, openedAt AS at FROM transactions WHERE sellerId = :sellerId AND openedAt >= :since',
        { sellerId, since },
      ),
  };
}

export type DealOverviews = ReturnType<typeof createReadOverviews>;
