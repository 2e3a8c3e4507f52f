/** What credits cost, how their movements are named in the ledger, and what a movement was. */
import type { TransferOrder } from '../ledger';

/** The purposes under which payments knows orders: of credits, and of the one that a listing fee buys. */
export const CREDIT_PURCHASE = 'CREDIT_PURCHASE';
export const LISTING_FEE = 'LISTING_FEE';

export const purposeOf = ({ listingId }: { listingId: string | null }): string =>
  listingId === null ? CREDIT_PURCHASE : LISTING_FEE;
export const isOrder = (purpose: string): boolean => [CREDIT_PURCHASE, LISTING_FEE].includes(purpose);

/** What one order may ask for. */
export const CREDITS_PER_ORDER_MAX = 100;

export type SpendingReason = 'LISTING_PUBLICATION' | 'UNLOCK';
export const MOVEMENT_KINDS = [
  ...(['PURCHASE', 'GRANT', 'BONUS', 'SPENDING', 'RETURN', 'EXPIRY'] as const),
  /** After a card dispute that was lost, and after the appeal that won it. */
  ...(['TAKEN_BACK', 'REINSTATED'] as const),
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

export const priceOf = (credits: number, singleCreditPriceCents: number): number =>
  credits * singleCreditPriceCents;

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

/** What the invoice of a period, or of a step up within one, grants is granted under. */
export const GRANT_FOR_PERIOD = 'PERIOD';

interface Granted {
  subscriptionId: string;
  grantFor: string;
  periodStart: number;
}

export const grantKey = ({ subscriptionId, grantFor, periodStart }: Granted): string =>
  `${subscriptionId}:${grantFor === GRANT_FOR_PERIOD ? periodStart : grantFor}`;
export const grantId = (granted: Granted): string => movementId('GRANT', grantKey(granted));

/** What a transfer of credits was, and the key that it was made under. */
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

/** The transfer by which an order's money becomes ours. */
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
 * How many granted credits have not been spent in time. Granted credits are spent before bought ones, the oldest first;
 * only granted ones expire, each `lifeMs` after it was granted.
 */
export function lapsedCredits(
  of: { grants: CreditGrant[]; spentAt: number[]; lifeMs: number },
  now: number,
): number {
  const grants = of.grants
    .map((grant) => ({ ...grant, left: grant.credits }))
    .toSorted((one, other) => one.grantedAt - other.grantedAt);
  for (const at of of.spentAt.toSorted((one, other) => one - other)) {
    const oldest = grants.find(
      ({ left, grantedAt }) => left > 0 && grantedAt <= at && at < grantedAt + of.lifeMs,
    );
    if (oldest) oldest.left -= 1;
  }
  return grants
    .filter(({ grantedAt }) => grantedAt + of.lifeMs <= now)
    .reduce((sum, { left }) => sum + left, 0);
}
