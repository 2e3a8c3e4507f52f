/** What a reader may know of one transaction. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { modelKeyset, readPage } from '../../../platform/db/keyset';
import { dueDatesOf } from '../due-dates';
import { mapWholePage, type Page, type PageQuery } from '../../../platform/kernel/page';
import type { DocumentTitle } from '../../documents';
import type { User } from '../../identity';
import type { TransferRow } from '../../ledger';
import type { Listing } from '../../listings';
import type { Payment, PaymentOption } from '../../payments';
import type { Payee } from '../../payouts';
import { escrowOf, flowOf } from '../books.rules';
import { type Engine, type KnownOfDeal, noSuchTransaction, readerOf } from '../make-move';
import { payableNow } from '../deal-money.rules';
import { lockedOutAmong } from '../read-facts';
import type { ItemOwner, PaymentPurpose, SaleFacts } from '../process/facts';
import type { Process, Reader } from '../process/process';
import { processOf } from '../process/processes';
import { versionOf } from '../terms.rules';
import { type ItemMoves, movesOfItem } from '../transaction.rules';
import type {
  ChecklistItem,
  FormerTerms,
  Proposal,
  Transaction,
  TransactionMove,
} from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';

/** A transaction with all that its reader is shown or that decides what they are shown. */
export interface TransactionFile {
  row: Transaction;
  process: Process;
  facts: SaleFacts;
  reader: Reader;
  actor: UserActor;
  /** Buyer and seller by id; one who has left is missing. */
  parties: Map<string, User>;
  /** All that ever touched its escrow account. */
  transfers: TransferRow[];
  /** As it is now; null once it is gone. */
  listing: Listing | null;
  /** Oldest first. */
  payments: Payment[];
  /** What the buyer has to pay at this stage, and how they can; null where nothing is due. */
  due: { purpose: PaymentPurpose; amountCents: number; options: PaymentOption[] } | null;
  /** How far the seller is from being paid; null while the deal has released nothing, and for the buyer. */
  payee: Payee | null;
  /** What opened the dispute; null unless the deal is disputed. */
  dispute: TransactionMove | null;
  /** The open ones, oldest first. */
  proposals: Proposal[];
  /** Oldest first. */
  formerTerms: FormerTerms[];
}

/** A move, with what was handed in with it. */
export interface TimelineLine {
  move: TransactionMove;
  documents: DocumentTitle[];
}

export interface ChecklistEntry {
  item: ChecklistItem;
  /** The documents that show it. */
  documents: DocumentTitle[];
  changedBy: ItemOwner | null;
  questionedBy: ItemOwner | null;
  /** Null while what its days count from has not come. */
  dueAt: number | null;
  /** What whoever reads it may do with it, and why not. */
  moves: ItemMoves;
}

export type ReadTransaction = ReturnType<typeof createReadTransaction>;

export function createReadTransaction(
  { models, documents, identity, ledger, listings, payments, payouts }: TransactionsContext,
  { readParts, factsOf, rememberListing }: Pick<Engine, 'readParts' | 'factsOf' | 'rememberListing'>,
) {
  /** The transaction and as whom the actor reads it. Throws `not_found` to strangers. */
  async function find(actor: UserActor, id: string): Promise<{ row: Transaction; reader: Reader }> {
    const row = await models.transactions.findByPk(id);
    const reader = row && readerOf(row, actor);
    if (!row || !reader) throw noSuchTransaction();
    rememberListing(row);
    return { row, reader };
  }

  const findDispute = (transactionId: string) =>
    models.moves.findOne({
      where: { transactionId, toState: 'DISPUTED', fromState: { [Op.ne]: 'DISPUTED' } },
      order: [['seq', 'DESC']],
    });

  const findFormerTerms = async ({ id, terms }: Transaction): Promise<FormerTerms[]> =>
    versionOf(terms) === 1
      ? []
      : models.formerTerms.findAll({ where: { transactionId: id }, order: [['version', 'ASC']] });

  /** `known`: what was read for a move that was made in this unit, and holds still. */
  async function readFile(row: Transaction, actor: UserActor, known?: KnownOfDeal): Promise<TransactionFile> {
    const reader = readerOf(row, actor);
    if (!reader) throw noSuchTransaction();
    const parts = known?.parts ?? (await readParts(row));
    const transfers = parts.hadMoney ? await ledger.listTransfers({ account: escrowOf(row.id) }) : [];
    const users = await identity.findUsers([row.buyerId, row.sellerId]);
    const facts = await factsOf(row, parts, undefined, lockedOutAmong(row, users));
    const payable = payableNow(facts);
    const released = reader !== 'BUYER' && flowOf(row, transfers).sellerCents > 0;
    return {
      row,
      process: processOf(row.processVersion),
      facts,
      reader,
      actor,
      parties: users,
      formerTerms: await findFormerTerms(row),
      transfers,
      listing: known?.parts ? known.listing : await listings.findListing(row.listingId),
      payments: await payments.listForSubject(row.id),
      due: payable && { ...payable, options: payments.options(payable) },
      payee: released ? await payouts.readPayee(row.sellerId) : null,
      dispute: row.state === 'DISPUTED' ? await findDispute(row.id) : null,
      proposals: parts.proposals,
    };
  }

  return {
    find,
    readFile,

    async readTransaction(actor: UserActor, id: string): Promise<TransactionFile> {
      const { row } = await find(actor, id);
      return readFile(row, actor);
    },

    /** In the order of the checklist. */
    async listChecklist(actor: UserActor, id: string): Promise<ChecklistEntry[]> {
      const { row, reader } = await find(actor, id);
      const process = processOf(row.processVersion);
      const parts = await readParts(row);
      const { items } = parts;
      const facts = await factsOf(row, parts);
      const dueAtOf = await dueDatesOf(models, row);
      const titles = await documents.titlesOf(items.flatMap(({ documentIds }) => documentIds ?? []));
      const sideOf = (userId: string | null): ItemOwner | null =>
        userId === null
          ? null
          : userId === row.buyerId
            ? 'BUYER'
            : userId === row.sellerId
              ? 'SELLER'
              : 'PLATFORM';
      return items.map((item) => ({
        item,
        documents: (item.documentIds ?? []).flatMap((documentId) => titles.get(documentId) ?? []),
        changedBy: sideOf(item.changedBy),
        questionedBy: sideOf(item.questionedBy),
        dueAt: dueAtOf(item),
        moves: movesOfItem(process, facts, item.id, { mover: reader, actor }),
      }));
    },

    /** Oldest first. */
    async listTimeline(actor: UserActor, id: string, query: PageQuery): Promise<Page<TimelineLine>> {
      const { reader } = await find(actor, id);
      const moves = modelKeyset(models.moves, {
        name: 'transactions.timeline',
        order: [['seq', 'ASC']],
        where: { transactionId: id, ...(reader === 'ADMIN' ? {} : { inHouse: false }) },
      });
      const page = await readPage(moves, { ...query, id });
      const titles = await documents.titlesOf(page.items.flatMap((move) => move.documentIds ?? []));
      return mapWholePage(page, (move) => ({
        move,
        documents: (move.documentIds ?? []).flatMap((documentId) => titles.get(documentId) ?? []),
      }));
    },

    /** Settlements of the dispute, oldest first. */
    async listSettlements(actor: UserActor, id: string): Promise<Proposal[]> {
      const { row } = await find(actor, id);
      return models.proposals.findAll({
        where: { transactionId: row.id, kind: 'SETTLEMENT' },
        order: [['id', 'ASC']],
      });
    },

    /** Oldest first. */
    async listPayments(actor: UserActor, id: string): Promise<{ reader: Reader; payments: Payment[] }> {
      const { reader } = await find(actor, id);
      return { reader, payments: await payments.listForSubject(id) };
    },
  };
}
