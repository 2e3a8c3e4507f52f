/** What the app needs of a gateway to pay users out: their accounts there, and transfers to these. */
import type { OnUnreadable } from './payment-gateway';

/** The account of somebody whom we pay, completed by its owner on the gateway's pages. */
export interface GatewayAccount {
  id: string;
  detailsSubmitted: boolean;
  payoutsEnabled: boolean;
  /** The bank accounts and cards that its owner is paid to; the fingerprint is of the number. */
  destinations: { id: string; fingerprint?: string | null | undefined }[];
}

export interface OnboardingLink {
  url: string;
  expiresAt: number;
}

export interface GatewayTransfer {
  id: string;
  /** Our payout's id. */
  reference: string | null;
  amountCents: number;
  /** The whole amount when `isReversed`. */
  reversedCents: number;
  isReversed: boolean;
  currency: string;
  accountId: string | null;
  sentAt: number;
}

export interface AccountOrder {
  idempotencyKey: string;
  /** Our user's id; the gateway keeps it. */
  reference: string;
}

export interface TransferToAccount {
  idempotencyKey: string;
  /** Our payout's id; the gateway keeps it. */
  reference: string;
  accountId: string;
  amountCents: number;
}

/** Every call goes over the network, under the same rules as `BillingGateway`. */
export interface PayoutGateway {
  createAccount(order: AccountOrder): Promise<GatewayAccount>;
  retrieveAccount(id: string): Promise<GatewayAccount>;
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
  readAllTransfers(onUnreadable?: OnUnreadable): AsyncGenerator<GatewayTransfer[]>;
}
