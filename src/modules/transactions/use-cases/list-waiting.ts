/** Deals that wait for an administrator: to be cleared, to be decided, to be taken off a hold, to be called about. */
import { Op } from 'sequelize';
import { waitingIn } from '../../../platform/db/waiting';
import type { WaitingItem, WaitingQueue } from '../../../platform/kernel/waiting';
import type { Transaction, TransactionMove } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { createListUnreached } from './list-unreached';

const OPENERS: Record<string, string> = {
  BUYER: 'The buyer',
  SELLER: 'The seller',
  ADMIN: 'The platform',
  TIMER: 'A deadline that passed',
  PAYMENT: 'The bank of the payer',
};

export const createListWaiting = (context: TransactionsContext) => {
  const { transactions, moves } = context.models;
  const listUnreached = createListUnreached(context);

  const itemOf = (deal: Transaction, about: string, userId: string | null): WaitingItem => ({
    ...{ id: deal.id, userId, concerns: [deal.buyerId, deal.sellerId], about },
    amountCents: deal.priceCents,
    since: deal.waitSince ?? deal.openedAt,
  });

  /** What last opened the dispute of each deal. */
  async function openingsOf(ids: string[]): Promise<Map<string, TransactionMove>> {
    const opened = await moves.findAll({
      where: { transactionId: ids, toState: 'DISPUTED', fromState: { [Op.ne]: 'DISPUTED' } },
      order: [['seq', 'ASC']],
    });
    return new Map(opened.map((move) => [move.transactionId, move]));
  }

  const sayDispute = ({ listingTitle }: Transaction, opening: TransactionMove | undefined): string => {
    const by = OPENERS[opening?.mover ?? ''] ?? 'Somebody';
    const why = opening?.reason ?? opening?.says ?? '';
    return `${listingTitle}. ${by} opened the dispute: ${why}`;
  };

  return (): Promise<WaitingQueue[]> =>
    Promise.all([
      waitingIn(transactions, {
        kind: 'DEAL_REVIEW',
        task: 'Review the deal and clear it for closing.',
        path: '/admin/transactions?status=ADMIN_FINAL_REVIEW',
        where: { state: 'ADMIN_FINAL_REVIEW' },
        since: 'waitSince',
        items: (rows) => rows.map((deal) => itemOf(deal, deal.listingTitle, deal.buyerId)),
      }),
      waitingIn(transactions, {
        kind: 'DISPUTE_DECISION',
        task: 'Read both sides and decide how the money is divided.',
        path: '/admin/transactions?status=DISPUTED&waitingFor=me',
        where: { state: 'DISPUTED', wait: 'DECISION' },
        since: 'waitSince',
        items: async (rows) => {
          const openings = await openingsOf(rows.map(({ id }) => id));
          return rows.map((deal) => {
            const opening = openings.get(deal.id);
            return itemOf(deal, sayDispute(deal, opening), opening?.userId ?? null);
          });
        },
      }),
      waitingIn(transactions, {
        kind: 'DEAL_ON_HOLD',
        task: 'Clear up why the deal is on hold, then lift the hold.',
        path: '/admin/transactions?onHold=true',
        where: { heldSince: { [Op.ne]: null } },
        since: 'heldSince',
        items: (rows) =>
          rows.map((deal) => ({
            ...itemOf(deal, `${deal.listingTitle}. On hold: ${deal.holdReason ?? ''}`, deal.sellerId),
            since: deal.heldSince ?? deal.openedAt,
          })),
      }),
      listUnreached(),
    ]);
};
