/** What a gateway is to those whom we pay: their accounts there, and transfers to these. */
import { z } from 'zod';
import { GatewayId, Metadata } from './gateway-object';

export const ConnectAccount = z.object({
  id: GatewayId,
  object: z.literal('account'),
  details_submitted: z.boolean(),
  payouts_enabled: z.boolean(),
  requirements: z
    .object({ currently_due: z.array(z.string()).nullish(), disabled_reason: z.string().nullish() })
    .nullish(),
  /** The bank accounts and cards that its owner is paid to; the fingerprint is of the number. */
  external_accounts: z
    .object({ data: z.array(z.object({ id: GatewayId, fingerprint: z.string().nullish() })) })
    .nullish(),
  metadata: Metadata,
});
export type ConnectAccount = z.output<typeof ConnectAccount>;

export const OnboardingLink = z.object({
  object: z.literal('account_link'),
  url: z.string(),
  /** Seconds since 1970. */
  expires_at: z.int(),
});
export type OnboardingLink = z.output<typeof OnboardingLink>;

export const GatewayTransfer = z.object({
  id: GatewayId,
  object: z.literal('transfer'),
  amount: z.int(),
  /** In cents; the whole amount when `reversed`. */
  amount_reversed: z.int(),
  reversed: z.boolean(),
  currency: z.string(),
  destination: GatewayId.nullish(),
  metadata: Metadata,
  created: z.int(),
});
export type GatewayTransfer = z.output<typeof GatewayTransfer>;

/** From an account there to its owner's bank; made by the gateway itself. */
export const GatewayPayout = z.object({
  id: GatewayId,
  object: z.literal('payout'),
  status: z.string(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
});
export type GatewayPayout = z.output<typeof GatewayPayout>;

export interface AccountOrder {
  idempotencyKey: string;
  /** Our user's id; kept as `metadata.reference`. */
  reference: string;
}

export interface TransferToAccount {
  idempotencyKey: string;
  /** Our payout's id and attempt; kept as `transfer_group` and `metadata.payoutAttempt`. */
  reference: string;
  accountId: string;
  amountCents: number;
}

/** Every call goes over the network, under the same rules as `BillingGateway`. */
export interface ConnectGateway {
  createAccount(order: AccountOrder): Promise<ConnectAccount>;
  retrieveAccount(id: string): Promise<ConnectAccount>;
  /** Good for one visit and some minutes. */
  createOnboardingLink(order: {
    accountId: string;
    refreshUrl: string;
    returnUrl: string;
  }): Promise<OnboardingLink>;
  createTransfer(order: TransferToAccount): Promise<GatewayTransfer>;
  retrieveTransfer(id: string): Promise<GatewayTransfer>;
  findTransfer(reference: string): Promise<GatewayTransfer | null>;
  /** Calls the money back from the account; the whole of it. */
  reverseTransfer(order: { idempotencyKey: string; transferId: string }): Promise<GatewayTransfer>;
  readAllTransfers(): AsyncGenerator<GatewayTransfer[]>;
}
