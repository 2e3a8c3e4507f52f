/** Holds a deal against the books: every cent that came in is the fee, the seller's, back with the buyer, or held. */
import { dollars } from '../../platform/kernel/money';
import type { TransferRow } from '../ledger';
import { hasEnded, type Holding, type Outcome, type State, type WaitName } from './process/process';

/** What the books are held against. */
export interface BookedDeal {
  id: string;
  sellerId: string;
  state: State;
  wait: WaitName | null;
  /** Of the price, what goes through escrow. */
  paidNowCents: number;
  depositCents: number;
  feeCents: number;
  holdbackCents: number;
}

export interface Flow {
  /** Less what had been booked in error. */
  inCents: number;
  /** Booked in error, and taken out again. */
  undoneCents: number;
  feeCents: number;
  sellerCents: number;
  refundedCents: number;
  /** Taken back for good by the bank of the payer. */
  lostCents: number;
  /** Came back after it had left: given back by the bank, or a refund, ours or past us, that came back. */
  backCents: number;
  /** Of what was refunded, at the gateway past us. */
  outsideCents: number;
  /** Of what the seller got, the hold-back. */
  holdbackCents: number;
  /** Went where the money of a deal never goes. */
  strayCents: number;
}

/** What the platform has lost to banks, less what deals have borne of it. */
export const LOSSES = 'expense:chargebacks';

/** The account of the ledger in which the money of a deal stands. */
export const escrowOf = (transactionId: string): string => `escrow:${transactionId}`;

/** Where the money of a deal came from and went to, by the transfers that touched its escrow account. */
export function flowOf(deal: Pick<BookedDeal, 'id' | 'sellerId'>, transfers: TransferRow[]): Flow {
  const flow: Flow = {
    inCents: 0,
    undoneCents: 0,
    feeCents: 0,
    sellerCents: 0,
    refundedCents: 0,
    lostCents: 0,
    backCents: 0,
    outsideCents: 0,
    holdbackCents: 0,
    strayCents: 0,
  };
  for (const { id, debit, credit, amount } of transfers) {
    if (credit === LOSSES) flow.lostCents += amount;
    else if (debit === LOSSES) {
      flow.lostCents -= amount;
      flow.backCents += amount;
    } else if (debit.startsWith('outside:')) {
      flow.refundedCents -= amount;
      flow.outsideCents -= amount;
      flow.backCents += amount;
    } else if (credit.startsWith('outside:')) {
      flow.refundedCents += amount;
      flow.outsideCents += amount;
    } else if (credit === escrowOf(deal.id) && debit.startsWith('refunds:')) {
      flow.refundedCents -= amount;
      flow.backCents += amount;
    } else if (credit === escrowOf(deal.id)) {
      flow[debit.startsWith('unallocated:') ? 'inCents' : 'strayCents'] += amount;
    } else if (credit.startsWith('unallocated:')) {
      flow.inCents -= amount;
      flow.undoneCents += amount;
    } else if (credit === 'revenue:fees') flow.feeCents += amount;
    else if (credit === `payable:${deal.sellerId}`) {
      flow.sellerCents += amount;
      if (id.startsWith(`transaction:${deal.id}:holdback`)) flow.holdbackCents += amount;
    } else if (credit.startsWith('refunds:')) flow.refundedCents += amount;
    else flow.strayCents += amount;
  }
  return flow;
}

/** What has to stand in escrow; null where any sum may. */
export function expectedHeld(
  deal: BookedDeal,
  holds: Holding,
  {
    lostCents,
    outsideCents,
    holdbackCents: releasedCents,
  }: Pick<Flow, 'lostCents' | 'outsideCents' | 'holdbackCents'>,
): number | null {
  if (holds === 'NOTHING') return 0;
  if (holds === 'DEPOSIT') return deal.depositCents;
  if (holds === 'PRICE') return deal.paidNowCents;
  if (holds === 'HOLDBACK') {
    return deal.wait === 'HOLDBACK' ? deal.holdbackCents - lostCents - outsideCents - releasedCents : 0;
  }
  return null;
}

export interface Fault {
  check: string;
  detail: string;
}

/** Every way in which the books and the deal disagree; all sums in cents. */
export function findFaults(
  deal: BookedDeal,
  holds: Holding,
  books: {
    transfers: TransferRow[];
    heldCents: number;
    receivedCents: number;
    /** Waits for banks, since the deal was canceled meanwhile. */
    frozenCents: number;
  },
): Fault[] {
  const flow = flowOf(deal, books.transfers);
  const { inCents, undoneCents, feeCents, sellerCents, refundedCents, lostCents, strayCents } = flow;
  const { heldCents, receivedCents, frozenCents } = books;
  const faults: Fault[] = [];
  const expect = (holds: boolean, check: string, detail: string) => {
    if (!holds) faults.push({ check: `transactions.${check}`, detail });
  };
  const outCents = feeCents + sellerCents + refundedCents + lostCents;
  expect(strayCents === 0, 'money_goes_where_it_may', `${dollars(strayCents)} moved from or to elsewhere.`);
  const booked = inCents + undoneCents;
  expect(
    booked === receivedCents,
    'receipts_are_booked',
    `Received ${dollars(receivedCents)}, booked ${dollars(booked)}.`,
  );
  expect(
    inCents === outCents + heldCents,
    'money_adds_up',
    `In ${dollars(inCents)}, fee ${dollars(feeCents)}, seller ${dollars(sellerCents)}, refunds ${dollars(refundedCents)}, lost ${dollars(lostCents)}, held ${dollars(heldCents)}.`,
  );
  const expected = holds === 'NOTHING' ? frozenCents : expectedHeld(deal, holds, flow);
  // What came back after the end waits there for whoever it is due to.
  const lateCents = heldCents - frozenCents;
  const isLate = hasEnded(deal.state) && lateCents > 0 && lateCents <= flow.backCents;
  expect(
    expected === null || heldCents === expected || isLate,
    'state_fits_money',
    `${deal.state} holds ${dollars(heldCents)} where ${dollars(expected ?? 0)} has to be.`,
  );
  expect(
    feeCents <= deal.feeCents,
    'fee_is_agreed',
    `The fee taken is ${dollars(feeCents)}, agreed was ${dollars(deal.feeCents)}.`,
  );
  return faults;
}

/** What the listing of a deal has to be. */
export const expectedListing = (outcome: Outcome | null): 'RESERVED' | 'SOLD' | null => {
  if (outcome === null) return 'RESERVED';
  return outcome === 'COMPLETED' ? 'SOLD' : null;
};
