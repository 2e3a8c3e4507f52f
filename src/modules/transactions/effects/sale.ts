/** Changes the deal itself and what lies around it: its hold, its checklist, its offer and listing. */
import { userIdOf } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { nextDateReminder } from '../dates.rules';
import { resumed } from '../process/deadline.rules';
import type { ItemFact } from '../process/facts';
import type { Mover } from '../process/process';
import { sayAsWell, sayBackIn, sayLockedOut } from '../process/guards/sides.rules';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { decisionOverdue, transactionHeld } from '../transactions.events';
import { newsAbout } from '../timeline';
import { type Effect, given, reasonOf } from './effect';

/** As long as the column is. */
const EVIDENCE_LENGTH = 1_000;

const NO_QUESTION = { question: null, questionedAt: null, questionedBy: null };

/** How often each side has doubted an item. */
const countedFor = ({ buyerQuestions = 0, sellerQuestions = 0 }: ItemFact, mover: Mover) => {
  if (mover === 'BUYER') return { buyerQuestions: buyerQuestions + 1 };
  return mover === 'SELLER' ? { sellerQuestions: sellerQuestions + 1 } : {};
};

export function createSaleEffects({ platform, models, documents, listings, offers }: TransactionsContext) {
  const { events } = platform;

  const placeHold: Effect = async (execution) => {
    const { changes, facts, row, request } = execution;
    const reason = reasonOf(execution);
    // One that stands already goes on, now for this too.
    changes.heldSince = facts.onHoldSince ?? facts.now;
    changes.holdReason = sayAsWell(row.holdReason, reason);
    await events.emit(transactionHeld, { ...newsAbout(row), by: request.mover, reason });
  };

  /** The days count from the hand-over; of a sale that was settled without one, from its end. */
  async function scheduleReminders({ id }: Transaction, now: number): Promise<void> {
    const handedOver = await models.moves.findOne({
      where: { transactionId: id, toState: 'INSPECTION' },
      order: [['seq', 'ASC']],
    });
    const items = await models.items.findAll({ where: { transactionId: id, phase: 'POST_CLOSING' } });
    await models.dates.bulkCreate(
      items.map((item) => {
        const dueAt = (handedOver?.createdAt ?? now) + item.dueDays * DAY_MS;
        return {
          id: newId(),
          transactionId: id,
          itemId: item.id,
          dueAt,
          remindAt: nextDateReminder(dueAt, now),
        };
      }),
    );
  }

  return {
    placeHold,

    /** A hold that stands already goes on, now for this too: it cannot be lifted before the bank has decided. */
    holdForBank: async (execution) => {
      if (execution.facts.onHoldSince === null) await placeHold(execution);
    },

    /** A hold that stands already goes on, now for this too. */
    holdForSide: async (execution) => {
      const { facts, row, changes, input } = execution;
      if (facts.onHoldSince === null) await placeHold(execution);
      else changes.holdReason = sayLockedOut(row.holdReason, given(input.side));
    },

    noteSideBack: ({ row, changes }) => {
      changes.holdReason = sayBackIn(row.holdReason ?? '');
    },

    liftHold: (execution) => {
      const { facts, changes, process, waiting } = execution;
      changes.heldSince = null;
      changes.holdReason = null;
      execution.waiting = resumed(process, waiting, given(facts.onHoldSince ?? undefined), facts.now);
    },

    showDocuments: async ({ row, input, request: { actor } }) => {
      if (actor.kind !== 'user' || !input.documentIds) return;
      await documents.handIn(actor, input.documentIds, { kind: 'transaction', id: row.id });
    },

    changeItem: async ({ row, input, facts, request, detail }) => {
      const { itemId, status, documentIds, note, ...said } = given(input.item);
      const { actor } = request;
      const deal = { kind: 'transaction', id: row.id } as const;
      const shown = actor.kind === 'user' ? await documents.handIn(actor, documentIds, deal) : [];
      // What is not said in words is said by what the documents are called.
      const named = shown.map(({ title }) => title).join(', ');
      const evidence = said.evidence ?? (named === '' ? null : named.slice(0, EVIDENCE_LENGTH));
      const item = given(facts.items.find(({ id }) => id === itemId));
      await models.items.update(
        {
          status,
          documentIds: [...documentIds],
          evidence,
          note,
          changedAt: facts.now,
          changedBy: userIdOf(actor),
          ...NO_QUESTION,
        },
        { where: { id: itemId, transactionId: row.id } },
      );
      Object.assign(detail, {
        ...{ itemId, item: item.title, status, evidence, note },
        documents: documentIds.length,
      });
    },

    questionItem: async ({ row, input, facts, request, detail, adds }) => {
      const { itemId, reason } = given(input.question);
      const item = given(facts.items.find(({ id }) => id === itemId));
      await models.items.update(
        {
          ...{ question: reason, questionedAt: facts.now, questionedBy: userIdOf(request.actor) },
          ...countedFor(item, request.mover),
        },
        { where: { id: itemId, transactionId: row.id } },
      );
      Object.assign(detail, { itemId, item: item.title });
      adds.push(`It is “${item.title}”.`);
    },

    closeQuestion: async ({ row, input, facts, detail, adds }) => {
      const { itemId } = given(input.question);
      const item = given(facts.items.find(({ id }) => id === itemId));
      await models.items.update(NO_QUESTION, { where: { id: itemId, transactionId: row.id } });
      Object.assign(detail, { itemId, item: item.title });
      adds.push(`It is “${item.title}”.`);
    },

    cancelSale: async (execution) => {
      await offers.saleFellThrough(execution.row.offerId, reasonOf(execution));
    },

    completeSale: async ({ row, facts }) => {
      await scheduleReminders(row, facts.now);
      await offers.saleCompleted(row.offerId);
      await listings.markSold(row.listingId, row.buyerId, row.priceCents);
    },

    alertAdmins: async ({ row, facts, waiting }) => {
      await events.emit(decisionOverdue, { ...newsAbout(row), since: waiting.deadlineAt ?? facts.now });
    },
  } satisfies Record<string, Effect>;
}
