/** The door of billing: credits, subscriptions that grant them, and the papers of what was paid. */
import type { Actor, UserActor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { StuckMoney } from '../ledger';
import type { Platform } from '../../platform/platform';
import { CREDIT_PURCHASE, LISTING_FEE } from './credit.rules';
import type { BillingConfig } from './billing.config';
import type { BillingContext, BillingDeps } from './billing.context';
import { billingRoutes } from './billing.routes';
import type { ListingFee } from './billing.schema';
import { registerUserData } from './billing.user-data';
import { defineCreditDisputes } from './credit-dispute.model';
import { createCreditOrderStore } from './credit-order.store';
import { defineCreditSpendings } from './credit-spending.model';
import { createSubscriptions } from './subscriptions/subscriptions';
import type { MonthlyChange, PlanMix } from './subscriptions/read-mix';
import { createTakeCreditsBack } from './take-credits-back';
import { scheduleCreditExpiry } from './use-cases/expire-credits';
import { scheduleFailingAbandonedOrders } from './use-cases/fail-abandoned-orders';
import { createFindViolations } from './use-cases/find-violations';
import { type Bonus, createGrantBonus } from './use-cases/grant-bonus';
import { handleDisputes } from './use-cases/handle-disputes';
import { createPurchaseCredits, type FeeGate, type PlacedOrder } from './use-cases/purchase-credits';
import { createReadCredits } from './use-cases/read-credits';
import { createReadReceipt } from './use-cases/read-receipt';
import { createSettleOrder } from './use-cases/settle-order';
import { createSpendCredit, type CreditMove } from './use-cases/spend-credit';

export type { BillingDeps } from './billing.context';
export {
  creditReturned,
  creditsExpired,
  creditsGranted,
  creditsLow,
  creditsPurchased,
  creditsTakenBack,
} from './billing.events';
export { creditAlreadyReturned, creditsOnHold, outOfCredits, priceChanged } from './billing.problems';
export { CreditOrderShape, ListingFee } from './billing.schema';
/** For the routes of listings, which serve the fee. */
export { answerOrder } from './billing.view';
export {
  checkoutCompleted,
  invoiceClosed,
  invoiceFailed,
  invoiceOpened,
  invoicePaid,
  subscriptionChanged,
} from './subscriptions/gateway-news.events';
export {
  subscriptionEnded,
  subscriptionPastDue,
  subscriptionEnding,
  subscriptionPlanChanged,
  subscriptionRenewalNear,
  subscriptionRenewed,
  subscriptionStarted,
} from './subscriptions/subscriptions.events';
export type { PlanMix } from './subscriptions/read-mix';
export { selectSubscriberIds } from './subscriptions/read-mix';
export { PLANS, planTitle } from './subscriptions/plan.rules';
export type { Bonus } from './use-cases/grant-bonus';
export type { PlacedOrder } from './use-cases/purchase-credits';
export type { CreditMove } from './use-cases/spend-credit';

export interface Billing {
  /** In a unit; the same key spends once. Throws `out_of_credits`, `credits_on_hold`. */
  spendCredit(order: CreditMove): Promise<void>;
  /** In a unit; returns, once, the credit that this user spent under this key, and says whether it did. */
  returnCredit(order: CreditMove): Promise<boolean>;
  creditBalance(userId: string): Promise<number>;
  /** How many subscribe to what, and what it brings a month. */
  readMix(): Promise<PlanMix[]>;
  /** What changed, when, of what subscribers bring a month, and what they brought just before `since`. */
  readMonthlyChanges(since: number): Promise<MonthlyChange[]>;
  /** Whether a publication costs a credit now. */
  asksListingFee(): boolean;
  /** Whether a person's plan lets them unlock listings for no credit. */
  includesUnlocks(userId: string): Promise<boolean>;
  /** Orders and pays the one credit that a publication spends; not inside a unit. Throws what `payments.start` throws. */
  payListingFee(
    actor: UserActor,
    fee: ListingFee,
    requestKey: string | null,
    gate: FeeGate,
  ): Promise<PlacedOrder>;
  /** Whether a fee of this listing was paid after an instant. */
  isListingFeePaid(listingId: string, since: number): Promise<boolean>;
  /** Joins the unit; the same key grants once. */
  grantBonus(actor: Actor, bonus: Bonus): Promise<void>;
  findViolations(): Promise<Violation[]>;
  /** Invoices of subscriptions that brought more than was agreed. */
  listStuckMoney(): Promise<StuckMoney[]>;
}

export function createBilling(platform: Platform<BillingConfig>, deps: BillingDeps): Billing {
  const { database } = platform;
  const context: BillingContext = {
    ...deps,
    platform,
    store: createCreditOrderStore(platform, deps.ledger),
    spendings: defineCreditSpendings(database),
    disputes: defineCreditDisputes(database),
  };
  for (const purpose of [CREDIT_PURCHASE, LISTING_FEE]) deps.payments.knowPurpose(purpose);
  const takeCreditsBack = createTakeCreditsBack(platform, context);
  const { spendCredit, returnCredit, returnCreditAsAdmin } = createSpendCredit(context, takeCreditsBack);
  const grantBonus = createGrantBonus(context, takeCreditsBack);
  const reading = createReadCredits(context);
  const settle = createSettleOrder(context);
  const { purchaseCredits, payListingFee, isListingFeePaid } = createPurchaseCredits(context, settle);
  handleDisputes(context, takeCreditsBack);
  scheduleCreditExpiry(context);
  scheduleFailingAbandonedOrders(context, settle);
  registerUserData(context, reading);
  const readReceipt = createReadReceipt(context);
  platform.serve(
    'Credits',
    billingRoutes({ ...reading, purchaseCredits, grantBonus, returnCreditAsAdmin, readReceipt }),
  );
  const findCreditViolations = createFindViolations(context);
  const subscriptions = createSubscriptions(context, takeCreditsBack);

  return {
    spendCredit,
    returnCredit,
    creditBalance: reading.creditBalance,
    readMix: subscriptions.readMix,
    readMonthlyChanges: subscriptions.readMonthlyChanges,
    asksListingFee: () => platform.config.FEATURE_LISTING_FEE,
    includesUnlocks: subscriptions.includesUnlocks,
    payListingFee,
    isListingFeePaid,
    grantBonus,
    listStuckMoney: subscriptions.listStuckMoney,
    findViolations: async () => [
      ...(await findCreditViolations()),
      ...(await subscriptions.findViolations()),
    ],
  };
}
