/** What a reader may see of one deal. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { decodeCursor, type Page, pageOf, type PageQuery } from '../../../platform/kernel/page';
import type { PaymentView } from '../../payments';
import { type Engine, noSuchDeal, readerOf } from '../make-move';
import { processOf } from '../process/processes';
import type { Reader } from '../process/process';
import { escrowOf } from '../books.rules';
import type { Transaction } from '../transaction.model';
import { presentDeal, presentItem, presentMove, presentProposal } from '../transaction.view';
import type { TransactionsContext } from '../transactions.context';
import type {
  ChecklistItemView,
  DealPayment,
  ProposalView,
  TimelineEntry,
  TransactionView,
} from '../transactions.schema';

export type ReadDeal = ReturnType<typeof createReadDeal>;

export function createReadDeal(
  { platform, models, identity, ledger, payments }: TransactionsContext,
  { readFacts }: Pick<Engine, 'readFacts'>,
) {
  /** The deal and as whom the actor reads it. Throws `not_found` to strangers. */
  async function find(actor: UserActor, id: string): Promise<{ row: Transaction; reader: Reader }> {
    const row = await models.transactions.findByPk(id);
    const reader = row && readerOf(row, actor);
    if (!row || !reader) throw noSuchDeal();
    return { row, reader };
  }

  async function view(row: Transaction, actor: UserActor): Promise<TransactionView> {
    const reader = readerOf(row, actor);
    if (!reader) throw noSuchDeal();
    return presentDeal({
      row,
      process: processOf(row.processVersion),
      facts: await readFacts(row),
      reader,
      userId: actor.userId,
      people: {
        users: await identity.findUsers([row.buyerId, row.sellerId]),
        displayName: identity.displayName,
      },
      transfers: await ledger.listTransfers({ account: escrowOf(row.id) }),
      proposals: await models.proposals.findAll({
        where: { transactionId: row.id, status: 'OPEN' },
        order: [['id', 'ASC']],
      }),
    });
  }

  /** When the deal first came into a state; null when it has not. */
  async function enteredAt(transactionId: string, toState: 'TRANSFER_IN_PROGRESS' | 'INSPECTION') {
    const entry = await models.moves.findOne({ where: { transactionId, toState }, order: [['seq', 'ASC']] });
    return entry?.createdAt ?? null;
  }

  async function listChecklist(actor: UserActor, id: string): Promise<ChecklistItemView[]> {
    const { row } = await find(actor, id);
    const anchors = {
      OPENING: row.openedAt,
      PRICE_PAID: await enteredAt(id, 'TRANSFER_IN_PROGRESS'),
      TRANSFER: await enteredAt(id, 'INSPECTION'),
    };
    const items = await models.items.findAll({ where: { transactionId: id }, order: [['position', 'ASC']] });
    return items.map((item) => presentItem(item, anchors, platform.clock.now()));
  }

  return {
    view,
    find,
    listChecklist,

    async readDeal(actor: UserActor, id: string): Promise<TransactionView> {
      const { row } = await find(actor, id);
      return view(row, actor);
    },

    /** Oldest first. */
    async listTimeline(actor: UserActor, id: string, query: PageQuery): Promise<Page<TimelineEntry>> {
      const { reader } = await find(actor, id);
      const [after] = query.cursor ? decodeCursor(query.cursor, ['number']) : [];
      const entries = await models.moves.findAll({
        where: {
          transactionId: id,
          seq: { [Op.gt]: after ?? 0 },
          ...(reader === 'ADMIN' ? {} : { inHouse: false }),
        },
        order: [['seq', 'ASC']],
        limit: query.limit + 1,
      });
      return pageOf(entries, query.limit, ({ seq }) => [seq], presentMove);
    },

    /** Settlements of the dispute, oldest first. */
    async listSettlements(actor: UserActor, id: string): Promise<ProposalView[]> {
      const { row } = await find(actor, id);
      const proposals = await models.proposals.findAll({
        where: { transactionId: row.id, kind: 'SETTLEMENT' },
        order: [['id', 'ASC']],
      });
      return proposals.map(presentProposal);
    },

    /** Oldest first. How to pay, and why a payment failed, is for the buyer and the admins; his bank's question for him alone. */
    async listPayments(actor: UserActor, id: string): Promise<DealPayment[]> {
      const { reader } = await find(actor, id);
      const found = await payments.listForSubject(id);
      return found.map((payment) => presentPayment(payment, reader));
    },
  };
}

function presentPayment(payment: PaymentView, reader: Reader): DealPayment {
  const { id, purpose, amountCents, method, status, refundedCents, startedAt, endedAt } = payment;
  const own = reader !== 'SELLER';
  return {
    ...{ id, purpose, amountCents, method, status, refundedCents, startedAt, endedAt },
    failure: own ? payment.failure : null,
    wireInstructions: own ? payment.wireInstructions : null,
    authenticationUrl: reader === 'BUYER' ? payment.authenticationUrl : null,
  };
}
