/**
 * What stands behind the app under test: the sandbox in it, or what TEST_GATEWAY names: the stand-in of Stripe, or the
 * plain gateway. All show the same face, so that a test asks the same of each.
 */
import type { GatewayMaker } from '../../src/modules/gateway';
import type { MovableClock } from '../../src/platform/kernel/clock';
import type { Config } from '../../src/config';
import type { Platform } from '../../src/platform/platform';
import type { TransferBehaviour } from '../../src/modules/gateway/sandbox/sandbox-payouts';
import type { ApiClient } from './client';
import { preparePlain } from './plain-gateway';
import { prepareSandbox } from './sandbox-gateway';
import { prepareStripe } from './stripe-gateway';
import type { StripeStandIn } from './stripe-stand-in';

/** What a person would do on the gateway's own pages. */
export interface GatewayPages {
  /** Whether it was paid; a refused card leaves the checkout open. */
  payCheckout(url: string | null, paymentMethodId?: string): Promise<boolean>;
  /** Whether an open invoice was paid; with any card. */
  payInvoice(url: string | null, paymentMethodId?: string): Promise<boolean>;
  /** Answers the question of the payer's bank; whether there was one. */
  authenticate(url: string | null, passes?: boolean): Promise<boolean>;
  /** Completes the account of someone who is paid, and says what transfers to it will do. */
  completeAccount(accountId: string, transfers?: TransferBehaviour): Promise<void>;
}

/** What a test sees of the gateway past the product, and does to it. */
export interface TestGateway {
  readonly name: 'sandbox' | 'stripe' | 'plain';
  readonly webhookSecret: string;
  readonly pages: GatewayPages;
  /** For faults, which the sandbox has none of; null with the sandbox. */
  readonly standIn: StripeStandIn | null;
  /** Delivers what has been told until now; answers whether there was anything. */
  deliverNews(): Promise<boolean>;
  /** News that has not been delivered is lost for good. */
  loseNews(): Promise<void>;
  /** The latest event of this type whose object mentions the text, as its body was sent. */
  findNews(type: string, about: string): Promise<{ id: string } | null>;
  intentsOf(paymentId: string): Promise<{ id: string; status: string }[]>;
  /** The money of this payment comes, and no news of it. */
  settleUnheard(paymentId: string): Promise<void>;
  /** It has never heard of this payment. */
  forgetPayment(paymentId: string): Promise<void>;
  /** A payment that came past the product and says to be ours, or another application's; answers its id there. */
  plantPayment(of?: 'OURS' | 'FOREIGN'): Promise<string>;
  removePayment(intentId: string): Promise<void>;
  /** Nothing that is under way will end. */
  stall(): Promise<void>;
  /** The account of someone who is paid names another bank account; no news of it comes. */
  changeBankOf(accountId: string, fingerprint: string): Promise<void>;
  /** The bank of someone who is paid refuses what the gateway sent on to it; told like all the rest. */
  failBankPayout(accountId: string): Promise<void>;
  close(): Promise<void>;
}

/** The app as its gateway meets it. */
export interface AppInFront {
  platform: Pick<Platform<Config>, 'config' | 'database' | 'queue'>;
  clock: MovableClock;
  anonymous: ApiClient;
}

/** Started before the app, which is told where to find it. */
export interface PreparedGateway {
  environment: Record<string, string>;
  /** Those that are not built in. */
  gateways?: readonly GatewayMaker[];
  stand(app: AppInFront): TestGateway;
  /** Where the app did not start. */
  abandon(): Promise<void>;
}

const PREPARE: Record<string, () => Promise<PreparedGateway>> = {
  sandbox: prepareSandbox,
  stripe: prepareStripe,
  plain: preparePlain,
};

export const prepareGateway = (): Promise<PreparedGateway> =>
  (PREPARE[process.env.TEST_GATEWAY ?? 'sandbox'] ?? prepareSandbox)();
