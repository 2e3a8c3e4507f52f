/** The door of gateway: the payment gateways that live here, and the inbox of what they tell. */
import type { Actor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import type { StuckMoney } from '../ledger';
import type { NewsEffect, NewsKind, NewsPeople, NewsWays } from './gateway-news';
import type { GatewayConfig } from './gateway.config';
import type { GatewayContext, GatewayDeps } from './gateway.context';
import { gatewayRoutes } from './gateway.routes';
import { createGateways, type Gateways } from './gateways';
import { createInbox, type EventKey } from './inbox/inbox';
import { createListEvents } from './inbox/list-events';
import { schedulePollingEvents } from './inbox/poll-events';
import { createResolveEvent } from './inbox/resolve-event';
import { defineWebhookEvents, type WebhookEventRow } from './inbox/webhook-event.model';
import type { PaymentGateway } from './payment-gateway';
import { createSandboxGateway } from './sandbox/sandbox-gateway';
import { createStrayMoney, type StrayMoney } from './stray-money';
import { createStripeGateway } from './stripe/stripe-gateway';

export type {
  BillingGateway,
  CheckoutOrder,
  GatewayCheckout,
  GatewayCustomer,
  GatewayInvoice,
  GatewayPrice,
  GatewaySubscription,
  GatewaySubscriptionStatus,
  SavedMethod,
  SubscriptionChange,
  SubscriptionOrder,
} from './billing-gateway';
export {
  type Booking,
  type GatewayEvent,
  type GatewayNews,
  type Movement,
  type NewsByKind,
  UnreadableEvent,
  type Verdict,
} from './gateway-news';
export { CARD_FORM_SOURCES } from './card-form';
export type { GatewayConfig } from './gateway.config';
export type { GatewayDeps } from './gateway.context';
export { sumInWords } from './sum.rules';
export { badSignature, gatewayRefused, gatewayUnavailable, methodUnavailable } from './gateway.problems';
export type { IdentityGateway, IdentitySession, IdentitySessionAsked } from './identity-gateway';
export { PaymentMethodId } from './gateway.schema';
export { configureAgain, type Gateways } from './gateways';
export {
  type GatewayDispute,
  type GatewayPayment,
  type GatewayRefund,
  GatewayRefusal,
  type AmountLimits,
  INVOICE_PAID_BEFORE,
  isAccountGone,
  isNotFound,
  NOT_FOUND,
  type PaymentGateway,
  type PaymentOrder,
  type RefundOrder,
  type UnreadableRow,
} from './payment-gateway';
export { type StrayMoney, strayKey } from './stray-money';
export { STRIPE_LIMITS } from './stripe/stripe-limits';
export { isPlatformsTrouble } from './platforms-trouble.rules';
export type { GatewayAccount, GatewayTransfer, PayoutGateway } from './payout-gateway';

export interface Gateway extends WaitingSource {
  gateways: Gateways;
  /**
   * What news of this kind does: in the unit in which its event is marked as handled. Each kind has one effect; it may
   * come again, and before what led to it. `people`: whom it is about; no administrator among them acts on its event.
   * `ways`: how it is ended where it is parked.
   */
  onNews<Kind extends NewsKind>(
    kind: Kind,
    effect: NewsEffect<Kind>,
    people: NewsPeople<Kind>,
    ways?: NewsWays<Kind>,
  ): void;
  /** What moved at a gateway and fits nothing of ours. */
  stray: StrayMoney;
  /** Whose customers there are ours: what the gateway makes for another's is of another application. */
  onCustomers(ownerOf: CustomerOwner): void;
  /** In the unit of a piece of news: the user who is this customer there; null for one of another application. */
  ownerOfCustomer: CustomerOwner;
  /** Joins the unit: tries an event again; one that has had its effect keeps it. */
  replayEvent(actor: Actor, key: EventKey): Promise<WebhookEventRow>;
  listStuckMoney(): Promise<StuckMoney[]>;
  findViolations(): Promise<Violation[]>;
}

export type CustomerOwner = (gateway: string, customerId: string) => Promise<string | null>;

/** Makes a gateway that is not one of the built-in ones. */
export type GatewayMaker = (platform: Platform<GatewayConfig>) => PaymentGateway;

/** `others`: further gateways that live here; the last of them takes new money. */
export function createGateway(
  platform: Platform<GatewayConfig>,
  deps: GatewayDeps,
  others: readonly GatewayMaker[] = [],
): Gateway {
  const events = defineWebhookEvents(platform.database);
  const stray = createStrayMoney(deps.ledger);
  const context: GatewayContext = { ...deps, platform, events, stray, gateways: () => gateways };
  const inbox = createInbox(context);
  const { PAYMENT_GATEWAY, FORMER_PAYMENT_GATEWAYS } = platform.config;
  const builtIn = {
    sandbox: () =>
      createSandboxGateway(platform, (rawBody, header) => inbox.takeWebhook('sandbox', rawBody, header)),
    stripe: () => createStripeGateway(platform),
  };
  const configured = new Set([
    ...(PAYMENT_GATEWAY === 'none' ? [] : [PAYMENT_GATEWAY]),
    ...FORMER_PAYMENT_GATEWAYS,
  ]);
  const live = [...[...configured].map((name) => builtIn[name]()), ...others.map((make) => make(platform))];
  const [first] = configured;
  const defaultName = others.length > 0 ? live.at(-1)?.name : PAYMENT_GATEWAY === 'none' ? null : first;
  const gateways = createGateways(live, defaultName ?? null);
  const lists = createListEvents(context, inbox);
  deps.ledger.adviseOn('unallocated', lists.adviseOnStray);
  const resolving = createResolveEvent(context, inbox);
  schedulePollingEvents(context, inbox);
  platform.serve('Payments', gatewayRoutes({ ...inbox, ...lists, ...resolving }));

  let findOwner: CustomerOwner = () => Promise.resolve(null);

  return {
    gateways,
    onNews: inbox.onNews,
    stray,
    onCustomers(ownerOf) {
      findOwner = ownerOf;
    },
    ownerOfCustomer: (name, customerId) => findOwner(name, customerId),
    replayEvent: resolving.replayEvent,
    listStuckMoney: lists.listStuckMoney,
    listWaiting: lists.listWaiting,
    findViolations: lists.findViolations,
  };
}
