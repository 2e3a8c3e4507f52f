/** The kinds of ledger account, told apart by the first word of their code. */
import { HOUR_MS } from '../../platform/kernel/clock';

/** `escrow:0190…`: a kind, and whose it is. */
export type AccountCode = string;
export type Unit = 'USD' | 'CREDIT';
export type Side = 'DEBIT' | 'CREDIT';

export interface AccountKind {
  unit: Unit;
  /** The side on which the account grows: debit for what we have or spent, credit for what we owe or earned. */
  normalSide: Side;
  mayBeNegative: boolean;
  /** Of the platform, not of one person or deal: everybody posts to it at once, so it is kept in parts. */
  shared?: boolean;
  /** What may follow the first word. */
  holder: RegExp;
  /** A clearing account: money only passes through, and is overdue when it has rested for longer than this. */
  clearsWithinMs?: number;
}

const ANY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Assets may go below zero: what the gateway settles to the bank, and what it takes back, is not booked one by one.
 * A deal waits for its payments for ten days, and so for the rest of what was wired in part.
 * Refunds to a bank account take the gateway up to ten business days (Stripe, "Refund and cancel payments"). A card
 * dispute is what the gateway has withdrawn until the bank has decided, which takes two to three months (Stripe,
 * "How disputes work"). An expense is below zero where an appeal gives back what a sale has paid; what was refunded past
 * us where it came back and its owner has not taken it yet.
 */
const KINDS = {
  gateway: {
    unit: 'USD',
    normalSide: 'DEBIT',
    mayBeNegative: true,
    shared: true,
    /** Whatever a gateway is called. */
    holder: /^[a-z]{1,20}$/,
  },
  bank: { unit: 'USD', normalSide: 'DEBIT', mayBeNegative: true, shared: true, holder: /^wire$/ },
  unallocated: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 24 * HOUR_MS,
  },
  /** Came by wire or check, and names no payment. */
  unassigned: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 14 * 24 * HOUR_MS,
  },
  wires: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 21 * 24 * HOUR_MS,
  },
  refunds: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 14 * 24 * HOUR_MS,
  },
  payouts: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 7 * 24 * HOUR_MS,
  },
  disputes: {
    unit: 'USD',
    normalSide: 'DEBIT',
    mayBeNegative: false,
    holder: ANY_ID,
    clearsWithinMs: 120 * 24 * HOUR_MS,
  },
  outside: {
    unit: 'USD',
    normalSide: 'DEBIT',
    mayBeNegative: true,
    holder: ANY_ID,
    clearsWithinMs: 7 * 24 * HOUR_MS,
  },
  escrow: { unit: 'USD', normalSide: 'CREDIT', mayBeNegative: false, holder: ANY_ID },
  payable: { unit: 'USD', normalSide: 'CREDIT', mayBeNegative: false, holder: ANY_ID },
  revenue: {
    unit: 'USD',
    normalSide: 'CREDIT',
    mayBeNegative: false,
    shared: true,
    holder: /^(fees|listings|credits|subscriptions)$/,
  },
  expense: {
    unit: 'USD',
    normalSide: 'DEBIT',
    mayBeNegative: true,
    shared: true,
    holder: /^(processing|chargebacks|wire_errors)$/,
  },
} satisfies Record<string, AccountKind>;

/** The first words of the accounts through which money only passes. */
export type ClearingKind = {
  [Kind in keyof typeof KINDS]: (typeof KINDS)[Kind] extends { clearsWithinMs: number } ? Kind : never;
}[keyof typeof KINDS];

/** Credits are a book of their own: issued to a user, then spent or expired. */
const CREDIT_KINDS = {
  issued: { unit: 'CREDIT', normalSide: 'DEBIT', mayBeNegative: false, shared: true, holder: /^issued$/ },
  spent: { unit: 'CREDIT', normalSide: 'CREDIT', mayBeNegative: false, shared: true, holder: /^spent$/ },
  expired: { unit: 'CREDIT', normalSide: 'CREDIT', mayBeNegative: false, shared: true, holder: /^expired$/ },
  user: { unit: 'CREDIT', normalSide: 'CREDIT', mayBeNegative: false, holder: ANY_ID },
} satisfies Record<string, AccountKind>;

const BY_PREFIX = new Map<string, AccountKind[]>([
  ...Object.entries(KINDS).map(([prefix, kind]): [string, AccountKind[]] => [prefix, [kind]]),
  ['credits', Object.values(CREDIT_KINDS)],
]);

/** The first words of the accounts through which money only passes, with how long it may rest there. */
export const clearingAccounts = (): { prefix: string; normalSide: Side; clearsWithinMs: number }[] =>
  Object.entries<AccountKind>(KINDS).flatMap(([prefix, { normalSide, clearsWithinMs }]) =>
    clearsWithinMs === undefined ? [] : [{ prefix, normalSide, clearsWithinMs }],
  );

/** Null when there is no such kind: a misspelled code must not open an account. */
export function findAccountKind(code: AccountCode): AccountKind | null {
  const [prefix = '', holder = '', ...rest] = code.split(':');
  if (rest.length > 0) return null;
  return BY_PREFIX.get(prefix)?.find((kind) => kind.holder.test(holder)) ?? null;
}

export interface Postings {
  normalSide: Side;
  debitsPosted: number;
  creditsPosted: number;
}

/** What the account holds, counted in its normal direction. */
export function balanceOf({ normalSide, debitsPosted, creditsPosted }: Postings): number {
  return normalSide === 'DEBIT' ? debitsPosted - creditsPosted : creditsPosted - debitsPosted;
}
