/** The door of billing: credits, which are bought, given, spent and given back. */
import type { Platform } from '../../platform/platform';
import type { Actor, UserActor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import { billingRoutes } from './billing.routes';
import type { CreditOrderView, ListingFee } from './billing.schema';
import { defineCreditDisputes } from './credit-dispute.model';
import { defineCreditOrders } from './credit-order.model';
import { defineCreditSpendings } from './credit-spending.model';
import { scheduleDroppingOrders } from './use-cases/drop-orders';
import { createDrawReceipt } from './use-cases/draw-receipt';
import { scheduleExpiry } from './use-cases/expire-credits';
import { createFindViolations } from './use-cases/find-violations';
import { followDisputes } from './use-cases/follow-disputes';
import { type Bonus, createGrantBonus } from './use-cases/grant-bonus';
import { partWithUser } from './use-cases/part-with-user';
import { createPurchaseCredits } from './use-cases/purchase-credits';
import { createReadCredits } from './use-cases/read-credits';
import { createSettleOrder } from './use-cases/settle-order';
import { createSpendCredit, type CreditMove } from './use-cases/spend-credit';
import { createSubscriptions } from './subscriptions/subscriptions';

export {
  creditReturned,
  creditsExpired,
  creditsGranted,
  creditsPurchased,
  creditsTakenBack,
} from './billing.events';
export { creditReturnedBefore, creditsOnHold, outOfCredits } from './billing.problems';
export { CreditOrderView, ListingFee } from './billing.schema';
export {
  subscriptionEnded,
  subscriptionPastDue,
  subscriptionRenewalNear,
  subscriptionRenewed,
  subscriptionStarted,
} from './subscriptions/subscriptions.events';
export type { Bonus } from './use-cases/grant-bonus';
export type { CreditMove } from './use-cases/spend-credit';

export interface Billing {
  /** In a unit; the same key spends once. Throws `out_of_credits`, `credits_on_hold`. */
  spendCredit(order: CreditMove): Promise<void>;
  /** In a unit; gives back, once, the credit that this user spent under this key. */
  returnCredit(order: CreditMove): Promise<void>;
  creditBalance(userId: string): Promise<number>;
  /**
   * Orders and pays the one credit that a publication spends; not inside a unit. `admit` locks the listing and may
   * refuse: it is asked in the unit that makes the order. Throws what `payments.start` throws.
   */
  payListingFee(
    actor: UserActor,
    fee: ListingFee,
    requestKey: string | null,
    admit: () => Promise<void>,
  ): Promise<CreditOrderView>;
  /** Whether a fee of this listing came in after an instant. */
  isListingFeePaid(listingId: string, since: number): Promise<boolean>;
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
  const disputes = defineCreditDisputes(database);

  const { spendCredit, returnCredit, refundCredit } = createSpendCredit(platform, {
    spendings,
    disputes,
    ledger,
    audit,
  });
  const grantBonus = createGrantBonus(platform, { ledger, audit, identity });
  const credits = createReadCredits(platform, { orders, disputes, ledger });
  partWithUser(identity, orders, credits);
  const settle = createSettleOrder(platform, { orders, ledger, payments });
  followDisputes(platform, { disputes, orders, ledger });
  scheduleExpiry(platform, { spendings, ledger });
  scheduleDroppingOrders(platform, { payments, settle });
  const selling = createPurchaseCredits(platform, { orders, payments, settle });
  const drawReceipt = createDrawReceipt({ identity, payments });
  const subscriptions = createSubscriptions({ platform, audit, identity, ledger, payments });
  const findCreditViolations = createFindViolations(platform, { orders, spendings, ledger });
  platform.serve('Credits', billingRoutes({ credits, selling, grantBonus, refundCredit, drawReceipt }));

  return {
    spendCredit,
    returnCredit,
    creditBalance: credits.creditBalance,
    payListingFee: selling.payListingFee,
    isListingFeePaid: selling.isListingFeePaid,
    grantBonus,
    findViolations: async () => [
      ...(await findCreditViolations()),
      ...(await subscriptions.findViolations()),
    ],
  };
}
