/** Transactions as a reader may see them, with the moves that are open to that reader. */
import type { UserActor } from '../../platform/kernel/actor';
import { iso } from '../../platform/kernel/clock';
import { mapPage, type Page } from '../../platform/kernel/page';
import { fullName, personOf, type User } from '../identity';
import type { TransferRow } from '../ledger';
import { type Listing, thenAndNow } from '../listings';
import {
  type Payment,
  type PaymentOption,
  type PaymentShape,
  presentPayment,
  withoutPage,
} from '../payments';
import { toldBy } from './awaited.rules';
import { escrowOf, flowOf } from './books.rules';
import { countMoney, disputedOf, sayDisputed, sayMoney, sayProceeds } from './deal-money.rules';
import { readerOf } from './make-move';
import { endOfProposal } from './read-facts';
import { isOpenItem } from './process/guards/checklist.rules';
import { isParty, nameToday, type Process, type Reader } from './process/process';
import { isClockStopped, processOf } from './process/processes';
import type { FormerTerms, Proposal, Transaction, TransactionMove } from './transaction.model';
import { inSums, movesOf, onSilence, previewMove, whoIsAwaited, whoIsNext } from './transaction.rules';
import type { TransactionsContext } from './transactions.context';
import type {
  Accepted,
  AdminTransactionSummary,
  ChecklistItemView,
  PaymentStarted,
  ProposalView,
  TimelineEntry,
  TransactionPayment,
  TransactionSummary,
  TransactionView,
} from './transactions.schema';
import type { ListedForAdmin, ListedTransaction } from './use-cases/list-transactions';
import type { StartedPayment } from './use-cases/pay';
import type { ChecklistEntry, TimelineLine, TransactionFile } from './use-cases/read-transaction';

export type TransactionPresenter = ReturnType<typeof createTransactionPresenter>;

export function createTransactionPresenter(context: TransactionsContext) {
  const { platform, identity, listings, carriers } = context;
  const namesIn = (users: Map<string, User>) => (userId: string) => {
    const user = users.get(userId);
    return user ? identity.displayName(user) : 'Former user';
  };

  return {
    accepted: presentAccepted,
    proposal: presentProposal,
    timelineEntry: presentMove,
    payment: presentPaymentTo,
    paymentStarted: ({ payment, transaction }: StartedPayment): PaymentStarted => ({
      payment: presentPayment(payment),
      transaction: presentTransaction(transaction, namesIn(transaction.parties)),
    }),
    checklistItem: (entry: ChecklistEntry) => presentItem(entry, platform.clock.now()),
    transaction: (file: TransactionFile) => presentTransaction(file, namesIn(file.parties)),

    async adminPage(page: Page<ListedForAdmin>): Promise<Page<AdminTransactionSummary>> {
      const rows = page.items.map(({ row }) => row);
      const claimOf = ({ sellerId: userId, usdot }: Transaction) => ({ userId, usdot });
      const people = await identity.findUsers([
        ...new Set(rows.flatMap(({ buyerId, sellerId }) => [buyerId, sellerId])),
      ]);
      const now = await listings.findListings([...new Set(rows.map(({ listingId }) => listingId))]);
      const standing = await carriers.readStandings(rows.map(claimOf));
      return mapPage(page, ({ row, heldCents, dispute }) => ({
        ...presentSummary(row, 'ADMIN', heldCents, namesIn(people), now.get(row.listingId)),
        buyer: personOf(row.buyerId, people),
        seller: personOf(row.sellerId, people),
        carrier: standing(claimOf(row)),
        holdReason: row.heldSince === null ? null : row.holdReason,
        dispute: presentDispute(dispute),
      }));
    },

    async page(actor: UserActor, page: Page<ListedTransaction>): Promise<Page<TransactionSummary>> {
      const partyIds = page.items.flatMap(({ row }) => [row.buyerId, row.sellerId]);
      const names = namesIn(await identity.findUsers([...new Set(partyIds)]));
      const listingIds = page.items.map(({ row }) => row.listingId);
      const now = await listings.findListings([...new Set(listingIds)]);
      return mapPage(page, ({ row, heldCents }) =>
        presentSummary(row, readerOf(row, actor) ?? 'ADMIN', heldCents, names, now.get(row.listingId)),
      );
    },
  };
}

function presentSummary(
  row: Transaction,
  reader: Reader,
  heldCents: number,
  names: (userId: string) => string,
  listing: Listing | null | undefined,
): TransactionSummary {
  return {
    id: row.id,
    listing: thenAndNow(row.listingId, row.listingTitle, listing, reader !== 'BUYER'),
    buyer: { id: row.buyerId, displayName: names(row.buyerId) },
    seller: { id: row.sellerId, displayName: names(row.sellerId) },
    yourSide: isParty(reader) ? reader : null,
    status: row.state,
    priceCents: row.priceCents,
    heldCents,
    onHold: row.heldSince !== null,
    deadlineAt: isClockStopped(row) ? null : iso(row.deadlineAt),
    next: presentNext(row, (process) => whoIsAwaited(process, toldBy(row))),
    openedAt: iso(row.openedAt),
    endedAt: iso(row.endedAt),
  };
}

const presentDispute = (dispute: TransactionMove | null) =>
  dispute && { by: dispute.mover, at: iso(dispute.createdAt), reason: dispute.reason };

/** Each side always sees its own contact, and the other's from the deposit on. */
function contactOf({ row, reader, parties }: TransactionFile, side: 'BUYER' | 'SELLER') {
  const user = parties.get(side === 'BUYER' ? row.buyerId : row.sellerId);
  const mayRead = reader === 'ADMIN' || reader === side || row.depositReceivedAt !== null;
  if (!user || !mayRead) return null;
  return {
    name: fullName(user),
    companyName: user.companyName,
    email: user.email,
    phone: user.phone,
  };
}

function presentTransaction(file: TransactionFile, names: (userId: string) => string): TransactionView {
  const { row, facts, process, reader, transfers, payments, payee, proposals, dispute } = file;
  const summary = presentSummary(row, reader, facts.heldCents, names, file.listing);
  const escrow = escrowOf(row.id);
  const sum = (those: TransferRow[]) => those.reduce((total, { amount }) => total + amount, 0);
  const moves = presentMoves(file);
  return {
    ...summary,
    next: moves.next && { wait: moves.next.wait, who: moves.next.who, until: moves.next.until },
    buyer: { ...summary.buyer, contact: contactOf(file, 'BUYER') },
    seller: { ...summary.seller, contact: contactOf(file, 'SELLER') },
    offerId: row.offerId,
    usdot: row.usdot,
    dealStructure: row.dealStructure,
    processVersion: row.processVersion,
    means: process.states[row.state].means,
    version: row.version,
    depositCents: row.depositCents,
    feeCents: row.feeCents,
    holdbackCents: row.holdbackCents,
    walkAwayCents: facts.walkAwayCents,
    paidNowCents: facts.paidNowCents,
    owedLaterCents: row.terms.owedLaterCents ?? 0,
    terms: row.terms,
    termsHash: row.termsHash,
    formerTerms: file.formerTerms.map(presentFormerTerms),
    signatures: { buyerAt: iso(row.buyerAcceptedTermsAt), sellerAt: iso(row.sellerAcceptedTermsAt) },
    approvals: { buyerAt: iso(row.buyerApprovedAt), sellerAt: iso(row.sellerApprovedAt) },
    money: {
      inCents: sum(transfers.filter(({ credit }) => credit === escrow)),
      outCents: sum(transfers.filter(({ debit }) => debit === escrow)),
      heldCents: facts.heldCents,
      ...countMoney(facts, payments),
      disputedCents: disputedOf(facts),
      says: [...sayDisputed(facts), ...sayMoney(payments)],
    },
    due: file.due && { ...file.due, options: file.due.options.map(presentOption) },
    proceeds: payee && {
      releasedCents: flowOf(row, transfers).sellerCents,
      payableCents: payee.payableCents,
      ...sayProceeds(payee),
    },
    hold: row.heldSince === null ? null : { since: iso(row.heldSince), reason: row.holdReason ?? '' },
    dispute: presentDispute(dispute),
    proposals: proposals.filter(({ kind }) => reader === 'ADMIN' || kind !== 'DECISION').map(presentProposal),
    deadlineMoved:
      row.deadlineWas === null || row.deadlineBecause === null
        ? null
        : { from: iso(row.deadlineWas), because: row.deadlineBecause },
    moves,
  };
}

function presentNext(row: Transaction, who: (process: Process) => Reader[]): TransactionSummary['next'] {
  if (row.wait === null) return null;
  const process = processOf(row.processVersion);
  return { wait: row.wait, who: who(process), until: isClockStopped(row) ? null : iso(row.deadlineAt) };
}

function presentMoves({ row, process, facts, reader, actor }: TransactionFile): TransactionView['moves'] {
  const moves: TransactionView['moves'] = { open: [], closed: [], next: null };
  for (const move of movesOf(process, reader)) {
    const verdict = previewMove(process, facts, move, reader, actor);
    if (verdict.open)
      moves.open.push({ move, effect: inSums(process.offers[move] ?? verdict.transition.says, facts) });
    else moves.closed.push({ move, code: verdict.refusal.code, because: verdict.refusal.because });
  }
  const next = presentNext(row, () => whoIsNext(process, facts));
  if (next) {
    const silence =
      next.until === null
        ? 'Nothing: a hold has stopped the clock, and silence decides nothing while it stands.'
        : onSilence(process, facts, next.wait);
    moves.next = { ...next, onSilence: silence };
  }
  return moves;
}

const presentOption = (option: PaymentOption) => ({
  ...option,
  purposes: option.purposes && [...option.purposes],
});

const presentFormerTerms = (former: FormerTerms) => ({
  version: former.version,
  priceCents: former.terms.priceCents,
  termsHash: former.termsHash,
  terms: former.terms,
  signatures: { buyerAt: iso(former.buyerAcceptedAt), sellerAt: iso(former.sellerAcceptedAt) },
  replacedAt: iso(former.replacedAt),
});

const presentProposal = (proposal: Proposal): ProposalView => ({
  id: proposal.id,
  kind: proposal.kind,
  by: proposal.side,
  outcome: proposal.outcome,
  split:
    proposal.buyerCents === null || proposal.sellerCents === null
      ? null
      : { buyerCents: proposal.buyerCents, sellerCents: proposal.sellerCents },
  days: proposal.days,
  priceCents: proposal.priceCents,
  reason: proposal.reason,
  status: proposal.status,
  createdAt: iso(proposal.createdAt),
  closedAt: iso(proposal.closedAt),
  expiresAt: proposal.closedAt === null ? iso(endOfProposal(proposal)) : null,
});

const presentMove = ({ move: entry, documents }: TimelineLine): TimelineEntry => ({
  seq: entry.seq,
  move: nameToday(entry.move),
  from: entry.fromState,
  to: entry.toState,
  by: entry.mover,
  says: entry.says,
  reason: entry.reason,
  detail: entry.detail,
  documents,
  at: iso(entry.createdAt),
});

function presentItem(
  { item, documents, changedBy, questionedBy, dueAt, moves }: ChecklistEntry,
  now: number,
): ChecklistItemView {
  return {
    id: item.id,
    code: item.code,
    title: item.title,
    owner: item.owner,
    phase: item.phase,
    dueAt: iso(dueAt),
    overdue: isOpenItem(item) && dueAt !== null && dueAt < now,
    evidenceRequired: item.evidenceRequired,
    conditional: item.conditional,
    source: item.source,
    status: item.status,
    documents,
    evidence: item.evidence,
    note: item.note,
    changedAt: iso(item.changedAt),
    changedBy,
    question:
      questionedBy === null || item.questionedAt === null || item.question === null
        ? null
        : { by: questionedBy, at: iso(item.questionedAt), reason: item.question },
    moves,
  };
}

/** How to pay, and why a payment failed, is for the buyer and the admins; the page of the payer's bank for the buyer. */
const pageOf = ({ authenticationUrl, nextStep }: PaymentShape) => ({ authenticationUrl, nextStep });

function presentPaymentTo(value: Payment, reader: Reader): TransactionPayment {
  const payment = presentPayment(value);
  const { id, purpose, amountCents, method, status, refundedCents, startedAt, endedAt } = payment;
  const own = reader !== 'SELLER';
  return {
    ...{ id, purpose, amountCents, method, status, refundedCents, startedAt, endedAt },
    says: own ? payment.says : null,
    failure: own ? payment.failure : null,
    wireInstructions: own ? payment.wireInstructions : null,
    ...(reader === 'BUYER' ? pageOf(payment) : pageOf(withoutPage(payment))),
  };
}

const presentAccepted = (row: Transaction): Accepted => ({
  transactionId: row.id,
  offerId: row.offerId,
  listingId: row.listingId,
  status: row.state,
  priceCents: row.priceCents,
  depositCents: row.depositCents,
  depositDueAt: iso(row.deadlineAt ?? row.openedAt),
  termsHash: row.termsHash,
});
