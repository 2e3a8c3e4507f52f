/** Changes the deal itself and what lies around it: its hold, its checklist, its offer and listing. */
import { resumed } from '../process/deadline.rules';
import type { TransactionsContext } from '../transactions.context';
import { decisionOverdue, transactionHeld } from '../transactions.events';
import { newsAbout } from '../timeline';
import { type Effect, given, reasonOf } from './effect';

export function createDealEffects({ platform, models, listings, offers }: TransactionsContext) {
  const { outbox } = platform;

  const placeHold: Effect = async (doing) => {
    const reason = reasonOf(doing);
    doing.changes.heldSince = doing.facts.now;
    doing.changes.holdReason = reason;
    await outbox.emit(transactionHeld, { ...newsAbout(doing.row), by: doing.order.mover, reason });
  };

  return {
    placeHold,

    /** A hold that stands already goes on, now for this too: it cannot be lifted before the bank has decided. */
    holdForBank: async (doing) => {
      if (doing.facts.onHoldSince === null) await placeHold(doing);
    },

    liftHold: (doing) => {
      const { facts, changes, process, waiting } = doing;
      changes.heldSince = null;
      changes.holdReason = null;
      doing.waiting = resumed(process, waiting, given(facts.onHoldSince ?? undefined), facts.now);
    },

    changeItem: async ({ row, input, facts, order, detail }) => {
      const { itemId, status, evidence, note } = given(input.item);
      const item = given(facts.items.find(({ id }) => id === itemId));
      await models.items.update(
        {
          status,
          evidence,
          note,
          changedAt: facts.now,
          changedBy: order.actor.kind === 'user' ? order.actor.userId : null,
        },
        { where: { id: itemId, transactionId: row.id } },
      );
      Object.assign(detail, { itemId, item: item.title, status, evidence, note });
    },

    letDealFall: async (doing) => {
      await offers.dealFellThrough(doing.row.offerId, reasonOf(doing));
    },

    completeSale: async ({ row }) => {
      await offers.dealCompleted(row.offerId);
      await listings.markSold(row.listingId, row.buyerId);
    },

    callAdmins: async ({ row, facts, waiting }) => {
      await outbox.emit(decisionOverdue, { ...newsAbout(row), since: waiting.deadlineAt ?? facts.now });
    },
  } satisfies Record<string, Effect>;
}
