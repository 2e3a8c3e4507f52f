/** What credits cost, and which ledger transfers move them. */
import type { TransferOrder } from '../ledger';

/** What payments calls the payments of orders: of credits, and of the one credit that a listing fee buys. */
export const CREDIT_PURCHASE = 'CREDIT_PURCHASE';
export const LISTING_FEE = 'LISTING_FEE';

export const purposeOf = ({ listingId }: { listingId: string | null }): string =>
  listingId === null ? CREDIT_PURCHASE : LISTING_FEE;
export const isOrder = (purpose: string): boolean => [CREDIT_PURCHASE, LISTING_FEE].includes(purpose);

/** What one order may ask for. */
export const CREDITS_PER_ORDER_MAX = 100;

export const SPENDING_REASONS = ['LISTING_PUBLICATION', 'UNLOCK'] as const;
export type SpendingReason = (typeof SPENDING_REASONS)[number];
export const MOVEMENT_KINDS = [
  ...(['PURCHASE', 'GRANT', 'BONUS', 'SPENDING', 'RETURN', 'EXPIRY'] as const),
  /** After a card dispute that was lost, and after the appeal that won it. */
  ...(['TAKEN_BACK', 'REINSTATED'] as const),
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

export const priceOf = (credits: number, singleCreditPriceCents: number): number =>
  credits * singleCreditPriceCents;

/** What an order of so many credits costs: a pack of just that many, or one by one. */
export const orderPriceOf = (
  credits: number,
  prices: {
    SINGLE_CREDIT_PRICE_CENTS: number;
    CREDIT_PACKS: readonly { credits: number; priceCents: number }[];
  },
): number =>
  prices.CREDIT_PACKS.find((pack) => pack.credits === credits)?.priceCents ??
  priceOf(credits, prices.SINGLE_CREDIT_PRICE_CENTS);

const PREFIX = {
  PURCHASE: 'credits:order:',
  GRANT: 'credits:grant:',
  BONUS: 'credits:bonus:',
  SPENDING: 'credits:spending:',
  RETURN: 'credits:return:',
  EXPIRY: 'credits:expiry:',
  TAKEN_BACK: 'credits:taken-back:',
  REINSTATED: 'credits:reinstated:',
} satisfies Record<MovementKind, string>;

export const movementId = (kind: MovementKind, key: string): string => `${PREFIX[kind]}${key}`;
export const revenueId = (orderId: string): string => `credit-order:${orderId}:revenue`;
export const invoiceRevenueId = (invoiceId: string): string => `invoice:${invoiceId}:revenue`;

/** Marks the grant of a whole period; that of an upgrade within one bears the id of its terms. */
export const GRANT_FOR_PERIOD = 'PERIOD';

interface Granted {
  subscriptionId: string;
  grantFor: string;
  periodStart: number;
}

export const grantKey = ({ subscriptionId, grantFor, periodStart }: Granted): string =>
  `${subscriptionId}:${grantFor === GRANT_FOR_PERIOD ? periodStart : grantFor}`;
export const grantId = (granted: Granted): string => movementId('GRANT', grantKey(granted));

/** What kind of movement a transfer was, and its key. */
export function readMovement(transferId: string): { kind: MovementKind; key: string } | null {
  for (const [kind, prefix] of Object.entries(PREFIX) as [MovementKind, string][]) {
    if (transferId.startsWith(prefix)) return { kind, key: transferId.slice(prefix.length) };
  }
  return null;
}

export const creditsOf = (userId: string): string => `credits:${userId}`;

/** The transfer by which a user receives or spends credits. */
export function movement(
  kind: MovementKind,
  key: string,
  userId: string,
  credits: number,
  reason: string,
  subject: { type: string; id: string },
): TransferOrder {
  const [debit, credit] = {
    PURCHASE: ['credits:issued', creditsOf(userId)],
    GRANT: ['credits:issued', creditsOf(userId)],
    BONUS: ['credits:issued', creditsOf(userId)],
    SPENDING: [creditsOf(userId), 'credits:spent'],
    RETURN: ['credits:spent', creditsOf(userId)],
    EXPIRY: [creditsOf(userId), 'credits:expired'],
    TAKEN_BACK: [creditsOf(userId), 'credits:issued'],
    REINSTATED: ['credits:issued', creditsOf(userId)],
  }[kind] as [string, string];
  return { id: movementId(kind, key), debit, credit, amount: credits, unit: 'CREDIT', reason, subject };
}

/** The transfer that makes an order's money revenue. */
export const earning = (order: {
  id: string;
  listingId: string | null;
  priceCents: number;
  paymentId: string;
}): TransferOrder => ({
  id: revenueId(order.id),
  debit: `unallocated:${order.paymentId}`,
  credit: order.listingId === null ? 'revenue:credits' : 'revenue:listings',
  amount: order.priceCents,
  unit: 'USD',
  reason: order.listingId === null ? 'Credits sold' : 'Listing fee',
  subject: { type: 'credit_order', id: order.id },
});

export interface CreditGrant {
  credits: number;
  grantedAt: number;
}

/**
 * How many granted credits were not spent in time. Granted credits are spent before bought ones, the oldest first; only
 * granted ones expire, each `validForMs` after its grant.
 */
export function unspentCredits(
  of: { grants: CreditGrant[]; spentAt: number[]; validForMs: number },
  now: number,
): number {
  const grants = of.grants
    .map((grant) => ({ ...grant, left: grant.credits }))
    .toSorted((one, other) => one.grantedAt - other.grantedAt);
  for (const at of of.spentAt.toSorted((one, other) => one - other)) {
    const oldest = grants.find(
      ({ left, grantedAt }) => left > 0 && grantedAt <= at && at < grantedAt + of.validForMs,
    );
    if (oldest) oldest.left -= 1;
  }
  return grants
    .filter(({ grantedAt }) => grantedAt + of.validForMs <= now)
    .reduce((sum, { left }) => sum + left, 0);
}
