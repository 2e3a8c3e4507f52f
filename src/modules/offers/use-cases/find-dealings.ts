/** What a person has going over a listing: their latest offer, and the deal in which they are a party. */
import type { Database } from '../../../platform/db/database';
import { isInRole } from '../../../platform/kernel/actor';
import type { DealingsTold } from '../../listings';
import { UNFINISHED } from '../offer.rules';
import type { Offer } from '../offer.model';

const COLUMNS = ['id', 'buyerId', 'status', 'amountCents', 'turn', 'expiresAt', 'transactionId'] as const;
type DealtOffer = Pick<Offer, (typeof COLUMNS)[number]>;

const isUnfinished = (status: string): boolean => (UNFINISHED as readonly string[]).includes(status);

/** The latest first. */
function offersIn(text: string | null): DealtOffer[] {
  const rows = JSON.parse(text ?? '[]') as unknown[][];
  return rows
    .map((row) => Object.fromEntries(COLUMNS.map((name, n) => [name, row[n]])) as unknown as DealtOffer)
    .sort((one, other) => (one.id < other.id ? 1 : -1));
}

export function createFindDealings({ dialect }: Pick<Database, 'dialect'>): DealingsTold {
  const values = COLUMNS.map((name) => `o.${name}`).join(', ');
  const rows =
    dialect === 'mysql'
      ? `CAST(JSON_ARRAYAGG(JSON_ARRAY(${values})) AS CHAR)`
      : `json_group_array(json_array(${values}))`;
  return {
    select: `SELECT ${rows} FROM offers o WHERE o.listingId = l.id
        AND (o.buyerId = :readerId OR (o.sellerId = :readerId AND o.transactionId IS NOT NULL))`,
    read(text, actor) {
      const { userId } = actor;
      const seen = offersIn(text).filter(({ buyerId }) =>
        isInRole(actor, buyerId === userId ? 'buyer' : 'seller'),
      );
      const own = seen.filter(({ buyerId }) => buyerId === userId);
      const latest = own.find(({ status }) => isUnfinished(status)) ?? own[0] ?? null;
      // The running one before those that fell through.
      const deals = seen.filter(({ transactionId }) => transactionId !== null);
      const deal = deals.find(({ status }) => status !== 'FELL_THROUGH') ?? deals[0];
      return {
        offer: latest && {
          id: latest.id,
          status: latest.status,
          amountCents: latest.amountCents,
          turn: latest.status === 'PENDING' ? latest.turn : null,
          expiresAt: latest.status === 'PENDING' ? latest.expiresAt : null,
          unfinished: isUnfinished(latest.status),
        },
        transactionId: deal?.transactionId ?? null,
      };
    },
  };
}
