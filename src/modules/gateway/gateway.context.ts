/** What every part of the inbox works with. */
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { GatewayConfig } from './gateway.config';
import type { Gateways } from './gateways';
import type { WebhookEventRows } from './inbox/webhook-event.model';
import type { StrayMoney } from './stray-money';

export interface GatewayDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
}

export interface GatewayContext extends GatewayDeps {
  platform: Platform<GatewayConfig>;
  events: WebhookEventRows;
  stray: StrayMoney;
  /** Asked for when needed: the sandbox sends its events to the inbox, so it is made after it. */
  gateways: () => Gateways;
}
