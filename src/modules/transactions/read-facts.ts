/** Gathers what the rules have to know of a deal: its row, its escrow account, its checklist, its open proposals. */
import { FIRST_WORD_COUNTS_MS } from '../approvals';
import { type CheckReport, hardStopsInWords } from '../carriers';
import type { User } from '../identity';
import { asksForCarrier } from './process/guards/carrier.rules';
import { afterOutage } from '../../platform/jobs/uptime';
import { Op } from 'sequelize';
import { escrowOf } from './books.rules';
import { frozenOver } from './frozen.rules';
import type { CarrierFact, HeldForBank, ProposalFact, SaleFacts } from './process/facts';
import { PROPOSAL_LIFE_MS } from './process/guards/proposals.rules';
import { asksForSides } from './process/guards/sides.rules';
import { hasEnded, type MoveName, type Party } from './process/process';
import { processOf } from './process/processes';
import { paidNowOf } from './terms.rules';
import type { ChecklistItem, DealCardDispute, Proposal, Transaction } from './transaction.model';
import type { TransactionsContext } from './transactions.context';

/**
 * Where FMCSA is silent a kept copy is checked, which can show what is wrong and prove nothing right. A part of the record
 * that could stop the sale and did not answer is no answer either.
 */
export const fmcsaAnswered = ({ checks }: CheckReport): boolean =>
  checks.every(({ id, hardStop, verdict }) => verdict !== 'UNKNOWN' || !(hardStop || id === 'usdot.found'));

/** Where nobody could reach us the deadline is another one already, though the sweep has not come round to say so. */
const deadlineOf = ({ deadlineAt, awayMs }: Transaction, now: number): number | null =>
  deadlineAt !== null && awayMs > 0 ? afterOutage(deadlineAt, awayMs, now) : deadlineAt;

/** What is kept of a deal beside its row. */
export interface DealParts {
  /** In the order of the checklist. */
  items: ChecklistItem[];
  disputes: DealCardDispute[];
  /** The open ones that count, oldest first. */
  proposals: Proposal[];
  /** Those that count no more among them. */
  hasOpenProposals: boolean;
  heldCents: number;
  /** Something has stood in its escrow account, or does. */
  hadMoney: boolean;
}

/** The first word of an administrator counts for as long as elsewhere. */
export const endOfProposal = ({ kind, createdAt }: Pick<Proposal, 'kind' | 'createdAt'>): number =>
  createdAt + (kind === 'DECISION' ? FIRST_WORD_COUNTS_MS : PROPOSAL_LIFE_MS);

export const factOfProposal = (proposal: Proposal): ProposalFact => {
  const { id, kind, side, userId, outcome, buyerCents, sellerCents, days, priceCents } = proposal;
  const split = buyerCents === null || sellerCents === null ? null : { buyerCents, sellerCents };
  return { id, kind, by: side, userId, outcome, split, days, priceCents };
};

type Sides = Pick<Transaction, 'buyerId' | 'sellerId'>;

/** Whoever has deleted their account has left of their own accord. */
const isLockedOut = (user: User | undefined): boolean =>
  user !== undefined && user.status !== 'ACTIVE' && user.deletedAt === null;

/** Of accounts that were read. */
export const lockedOutAmong = ({ buyerId, sellerId }: Sides, users: ReadonlyMap<string, User>): Party[] => [
  ...(isLockedOut(users.get(buyerId)) ? (['BUYER'] as const) : []),
  ...(isLockedOut(users.get(sellerId)) ? (['SELLER'] as const) : []),
];

export function createReadFacts(context: TransactionsContext) {
  const { platform, models, ledger, approvals, carriers, identity } = context;
  const lockedOutOf = async (row: Sides): Promise<Party[]> =>
    lockedOutAmong(row, await identity.findUsers([row.buyerId, row.sellerId]));

  /** It is read only where it is asked for. */
  async function carrierFact(
    { state, usdot, sellerId }: Transaction,
    move?: MoveName,
  ): Promise<CarrierFact | null> {
    if (!asksForCarrier(state, move)) return null;
    const report = await carriers.currentCheck(usdot);
    return {
      checkedAt: report && fmcsaAnswered(report) ? report.checkedAt : null,
      hardStops: report ? hardStopsInWords(report) : [],
      controlLevel: await carriers.proofOfControlLevel(sellerId, usdot),
    };
  }

  const hasObjected = async ({ id }: Transaction): Promise<boolean> =>
    (await models.moves.count({ where: { transactionId: id, move: 'OBJECT_TO_RELEASE' } })) > 0;

  /** What else a hold is for has put it there, or has come since. */
  async function heldForBank({ id, state, heldSince }: Transaction): Promise<HeldForBank> {
    const told = await models.moves.findAll({
      attributes: ['move', 'toState', 'createdAt'],
      where: {
        transactionId: id,
        [Op.or]: [{ toState: 'INSPECTION' }, { move: ['HOLD', 'SIDE_LOCKED_OUT'] }],
      },
    });
    const isOther = (move: string) => move === 'HOLD' || move === 'SIDE_LOCKED_OUT';
    return {
      alone: !told.some(({ move, createdAt }) => isOther(move) && createdAt >= (heldSince ?? 0)),
      handedOver: state === 'INSPECTION' || told.some(({ toState }) => toState === 'INSPECTION'),
    };
  }

  const counts = (proposal: Proposal): boolean => endOfProposal(proposal) > platform.clock.now();

  async function readParts({ id }: Transaction): Promise<DealParts> {
    const held = await ledger.balanceIfOpen(escrowOf(id));
    const open = await models.proposals.findAll({
      where: { transactionId: id, status: 'OPEN' },
      order: [['id', 'ASC']],
    });
    return {
      items: await models.items.findAll({ where: { transactionId: id }, order: [['position', 'ASC']] }),
      // Only what stood in escrow can be taken out of it.
      disputes: held === null ? [] : await models.cardDisputes.findAll({ where: { transactionId: id } }),
      proposals: open.filter(counts),
      hasOpenProposals: open.length > 0,
      heldCents: held ?? 0,
      hadMoney: held !== null,
    };
  }

  /** `move`: the one that is tried, where one is; `lockedOut`: where it is known already. */
  async function factsOf(
    row: Transaction,
    parts: DealParts,
    move?: MoveName,
    lockedOut?: Party[],
  ): Promise<SaleFacts> {
    const { items, disputes, proposals } = parts;
    const openOf = (wanted: DealCardDispute['kind']) =>
      disputes.filter(({ status, kind }) => status === 'OPEN' && kind === wanted);
    const disputed = openOf('DISPUTE');
    const frozen = frozenOver(disputed);
    const isHeldForBank = row.heldSince !== null && disputed.length > 0 && !hasEnded(row.state);
    const now = platform.clock.now();
    const asks = move !== undefined && asksForSides(processOf(row.processVersion), move);
    return {
      now,
      people: { BUYER: row.buyerId, SELLER: row.sellerId },
      state: row.state,
      wait: row.wait,
      deadlineAt: deadlineOf(row, now),
      priceCents: row.priceCents,
      sellerFinancing: row.terms.agreed.sellerFinancing,
      paidNowCents: paidNowOf(row.terms),
      depositCents: row.depositCents,
      walkAwayCents: row.terms.walkAwayCents ?? 0,
      contingencies: row.terms.agreed.contingencies,
      heldCents: parts.heldCents,
      lostCents: disputes.reduce((sum, { borneCents }) => sum + borneCents, 0),
      openCardDisputes: disputed.length,
      disputedCents: disputed.reduce((sum, { disputedCents }) => sum + disputedCents, 0),
      ...(frozen ? { frozen } : {}),
      ...(isHeldForBank ? { heldForBank: await heldForBank(row) } : {}),
      openOutsideRefunds: openOf('REFUND').map(({ disputeId }) => disputeId),
      signed: { BUYER: row.buyerAcceptedTermsAt !== null, SELLER: row.sellerAcceptedTermsAt !== null },
      approved: { BUYER: row.buyerApprovedAt !== null, SELLER: row.sellerApprovedAt !== null },
      agreementSigned: {
        BUYER: row.buyerSignedAgreementAt !== null,
        SELLER: row.sellerSignedAgreementAt !== null,
      },
      agreementReplaced:
        row.agreementReplacedBy === null || row.agreementReplacedAt === null
          ? null
          : { by: row.agreementReplacedBy, at: row.agreementReplacedAt },
      ownAgreement: row.agreementDocumentId !== null,
      lockedOut: lockedOut ?? (asks ? await lockedOutOf(row) : []),
      onHoldSince: row.heldSince,
      holdReason: row.holdReason,
      items,
      proposals: proposals.map(factOfProposal),
      ...(row.wait === 'HOLDBACK' ? { hasObjected: await hasObjected(row) } : {}),
      carrier: await carrierFact(row, move),
      twoAdminLimitCents: approvals.limitCents,
      aloneCents: 0,
    };
  }

  return {
    readParts,
    factsOf,
    lockedOutOf,
    readFacts: async (row: Transaction, move?: MoveName): Promise<SaleFacts> =>
      factsOf(row, await readParts(row), move),
  };
}
