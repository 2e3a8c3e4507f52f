/** The door of billing: credits, which are bought, given, spent and given back. */
import type { Platform } from '../../platform/platform';
import type { Actor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import { billingRoutes } from './billing.routes';
import { defineCreditOrders } from './credit-order.model';
import { defineCreditSpendings } from './credit-spending.model';
import { scheduleDroppingOrders } from './use-cases/drop-orders';
import { createFindViolations } from './use-cases/find-violations';
import { type Bonus, createGrantBonus } from './use-cases/grant-bonus';
import { createPurchaseCredits } from './use-cases/purchase-credits';
import { createReadCredits } from './use-cases/read-credits';
import { createSettleOrder } from './use-cases/settle-order';
import { createSpendCredit, type CreditMove } from './use-cases/spend-credit';

export { creditReturned, creditsGranted, creditsPurchased } from './billing.events';
export { creditReturnedBefore, outOfCredits } from './billing.problems';
export type { Bonus } from './use-cases/grant-bonus';
export type { CreditMove } from './use-cases/spend-credit';

export interface Billing {
  /** In a unit; the same key spends once. Throws `out_of_credits`. */
  spendCredit(order: CreditMove): Promise<void>;
  /** In a unit; gives back the last credit spent by this user for this reason and subject, once. */
  returnCredit(order: CreditMove): Promise<void>;
  creditBalance(userId: string): Promise<number>;
  /** Joins the unit; the same key gives once. */
  grantBonus(actor: Actor, bonus: Bonus): Promise<void>;
  findViolations(): Promise<Violation[]>;
}

export interface BillingDeps {
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  payments: Payments;
}

export function createBilling(
  platform: Platform,
  { audit, ledger, identity, payments }: BillingDeps,
): Billing {
  const { database } = platform;
  const orders = defineCreditOrders(database);
  const spendings = defineCreditSpendings(database);

  const { spendCredit, returnCredit, refundCredit } = createSpendCredit(platform, {
    spendings,
    ledger,
    audit,
  });
  const grantBonus = createGrantBonus(platform, { ledger, audit, identity });
  const credits = createReadCredits(platform, { orders, ledger });
  const settle = createSettleOrder(platform, { orders, ledger, payments });
  scheduleDroppingOrders(platform, { payments, settle });
  const purchase = createPurchaseCredits(platform, { orders, payments, settle });
  platform.serve('Credits', billingRoutes({ credits, purchase, grantBonus, refundCredit }));

  return {
    spendCredit,
    returnCredit,
    creditBalance: credits.creditBalance,
    grantBonus,
    findViolations: createFindViolations(platform, { orders, spendings, ledger }),
  };
}
