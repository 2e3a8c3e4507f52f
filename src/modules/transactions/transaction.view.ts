/** Rows of deals as a reader may see them, with the moves that are open to that reader. */
import { DAY_MS, iso } from '../../platform/kernel/clock';
import type { User } from '../identity';
import type { TransferRow } from '../ledger';
import { escrowOf } from './books.rules';
import type { Anchor } from './process/checklists';
import { standsStillOnHold } from './process/deadline.rules';
import type { SaleFacts } from './process/facts';
import { isParty, type Process, type Reader } from './process/process';
import type { ChecklistItem, Proposal, Transaction, TransactionMove } from './transaction.model';
import { foresee, movesOf, whoIsNext } from './transaction.rules';
import type {
  ChecklistItemView,
  ProposalView,
  TimelineEntry,
  TransactionSummary,
  TransactionView,
} from './transactions.schema';

/** The people of a deal, and the name by which others may know them. */
export interface People {
  users: Map<string, User>;
  displayName(user: User): string;
}

const nameOf = ({ users, displayName }: People, userId: string): string => {
  const user = users.get(userId);
  return user ? displayName(user) : 'Former user';
};

export function presentSummary(
  row: Transaction,
  reader: Reader,
  people: People,
  heldCents: number,
): TransactionSummary {
  return {
    id: row.id,
    listing: { id: row.listingId, title: row.listingTitle },
    buyer: { id: row.buyerId, displayName: nameOf(people, row.buyerId) },
    seller: { id: row.sellerId, displayName: nameOf(people, row.sellerId) },
    yourSide: isParty(reader) ? reader : null,
    status: row.state,
    priceCents: row.priceCents,
    heldCents,
    onHold: row.heldSince !== null,
    deadlineAt: iso(row.deadlineAt),
    openedAt: iso(row.openedAt),
    endedAt: iso(row.endedAt),
  };
}

/** Each side always sees its own contact, and the other's from the deposit on. */
function contactOf(row: Transaction, reader: Reader, side: 'BUYER' | 'SELLER', people: People) {
  const user = people.users.get(side === 'BUYER' ? row.buyerId : row.sellerId);
  const mayRead = reader === 'ADMIN' || reader === side || row.depositReceivedAt !== null;
  if (!user || !mayRead) return null;
  return {
    name: `${user.firstName} ${user.lastName}`,
    companyName: user.companyName,
    email: user.email,
    phone: user.phone,
  };
}

export interface DealPicture {
  row: Transaction;
  process: Process;
  facts: SaleFacts;
  reader: Reader;
  userId: string;
  people: People;
  /** All that ever touched the deal's escrow account. */
  transfers: TransferRow[];
  proposals: Proposal[];
}

export function presentDeal(picture: DealPicture): TransactionView {
  const { row, process, facts, reader, people, transfers, proposals } = picture;
  const summary = presentSummary(row, reader, people, facts.heldCents);
  const escrow = escrowOf(row.id);
  const sum = (those: TransferRow[]) => those.reduce((total, { amount }) => total + amount, 0);
  return {
    ...summary,
    buyer: { ...summary.buyer, contact: contactOf(row, reader, 'BUYER', people) },
    seller: { ...summary.seller, contact: contactOf(row, reader, 'SELLER', people) },
    offerId: row.offerId,
    usdot: row.usdot,
    dealStructure: row.dealStructure,
    processVersion: row.processVersion,
    means: process.states[row.state].means,
    version: row.version,
    depositCents: row.depositCents,
    feeCents: row.feeCents,
    holdbackCents: row.holdbackCents,
    terms: row.terms,
    termsHash: row.termsHash,
    signatures: { buyerAt: iso(row.buyerAcceptedTermsAt), sellerAt: iso(row.sellerAcceptedTermsAt) },
    approvals: { buyerAt: iso(row.buyerApprovedAt), sellerAt: iso(row.sellerApprovedAt) },
    money: {
      inCents: sum(transfers.filter(({ credit }) => credit === escrow)),
      outCents: sum(transfers.filter(({ debit }) => debit === escrow)),
      heldCents: facts.heldCents,
    },
    hold: row.heldSince === null ? null : { since: iso(row.heldSince), reason: row.holdReason ?? '' },
    proposals: proposals.filter(({ kind }) => reader === 'ADMIN' || kind !== 'DECISION').map(presentProposal),
    moves: presentMoves(picture),
  };
}

function presentMoves({ row, process, facts, reader, userId }: DealPicture): TransactionView['moves'] {
  const moves: TransactionView['moves'] = { open: [], closed: [], next: null };
  for (const move of movesOf(process, reader)) {
    const verdict = foresee(process, facts, move, reader, userId);
    if (verdict.open) moves.open.push({ move, effect: process.offers[move] ?? verdict.row.says });
    else moves.closed.push({ move, code: verdict.refusal.code, because: verdict.refusal.because });
  }
  if (row.wait !== null) {
    const stopped = row.heldSince !== null && standsStillOnHold(process, row.wait);
    moves.next = {
      wait: row.wait,
      who: whoIsNext(process, facts),
      until: stopped ? null : iso(row.deadlineAt),
      onSilence: process.waits[row.wait].onSilence,
    };
  }
  return moves;
}

export const presentProposal = (proposal: Proposal): ProposalView => ({
  id: proposal.id,
  kind: proposal.kind,
  by: proposal.side,
  outcome: proposal.outcome,
  split:
    proposal.buyerCents === null || proposal.sellerCents === null
      ? null
      : { buyerCents: proposal.buyerCents, sellerCents: proposal.sellerCents },
  days: proposal.days,
  reason: proposal.reason,
  status: proposal.status,
  createdAt: iso(proposal.createdAt),
  closedAt: iso(proposal.closedAt),
});

export const presentMove = (entry: TransactionMove): TimelineEntry => ({
  seq: entry.seq,
  move: entry.move,
  from: entry.fromState,
  to: entry.toState,
  by: entry.mover,
  says: entry.says,
  reason: entry.reason,
  detail: entry.detail,
  at: iso(entry.createdAt),
});

/** `anchors`: the instants from which the days of items count; null for those that have not come. */
export function presentItem(
  item: ChecklistItem,
  anchors: Record<Anchor, number | null>,
  now: number,
): ChecklistItemView {
  const anchor = anchors[item.dueAfter];
  const dueAt = anchor === null ? null : anchor + item.dueDays * DAY_MS;
  return {
    id: item.id,
    code: item.code,
    title: item.title,
    owner: item.owner,
    phase: item.phase,
    dueAt: iso(dueAt),
    overdue: item.status === 'OPEN' && dueAt !== null && dueAt < now,
    evidenceRequired: item.evidenceRequired,
    conditional: item.conditional,
    source: item.source,
    status: item.status,
    evidence: item.evidence,
    note: item.note,
    changedAt: iso(item.changedAt),
  };
}
