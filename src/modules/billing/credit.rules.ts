/** What credits cost, how their movements are named in the ledger, and what a movement was. */
import type { TransferOrder } from '../ledger';

/** The purpose under which payments knows an order of credits. */
export const CREDIT_PURCHASE = 'CREDIT_PURCHASE';

/** What one order may ask for. */
export const CREDITS_PER_ORDER_MAX = 100;

export type SpendingReason = 'LISTING_PUBLICATION' | 'UNLOCK';
export type MovementKind = 'PURCHASE' | 'BONUS' | 'SPENDING' | 'RETURN';

export const priceOf = (credits: number, singleCreditPriceCents: number): number =>
  credits * singleCreditPriceCents;

const PREFIX = {
  PURCHASE: 'credits:order:',
  BONUS: 'credits:bonus:',
  SPENDING: 'credits:spending:',
  RETURN: 'credits:return:',
} satisfies Record<MovementKind, string>;

export const movementId = (kind: MovementKind, key: string): string => `${PREFIX[kind]}${key}`;
export const revenueId = (orderId: string): string => `credit-order:${orderId}:revenue`;

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
    BONUS: ['credits:issued', creditsOf(userId)],
    SPENDING: [creditsOf(userId), 'credits:spent'],
    RETURN: ['credits:spent', creditsOf(userId)],
  }[kind] as [string, string];
  return { id: movementId(kind, key), debit, credit, amount: credits, unit: 'CREDIT', reason, subject };
}

/** The transfer by which an order's money becomes ours. */
export const earning = (order: { id: string; priceCents: number; paymentId: string }): TransferOrder => ({
  id: revenueId(order.id),
  debit: `unallocated:${order.paymentId}`,
  credit: 'revenue:credits',
  amount: order.priceCents,
  unit: 'USD',
  reason: 'Credits sold',
  subject: { type: 'credit_order', id: order.id },
});
