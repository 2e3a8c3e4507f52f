/** The part of the configuration that anybody may know: fees and what is switched on. */
import { z } from 'zod';
import type { Config } from '../../config';
import { endpoint, type Endpoint } from './endpoint';

const PublicConfig = z.strictObject({
  currency: z.literal('usd'),
  transactionFeeBasisPoints: z.int(),
  depositBasisPoints: z.int(),
  depositLeastCents: z.int(),
  depositMostCents: z.int(),
  singleCreditPriceCents: z.int(),
  listingFeeCents: z.int(),
  premiumListingFeeCents: z.int(),
  paymentGateway: z.string(),
  carrierSource: z.enum(['live', 'recorded']),
  movableClock: z.boolean(),
});

export const configEndpoint = (config: Config): Endpoint =>
  endpoint({
    method: 'get',
    path: '/config',
    summary: 'Fees, and what is switched on.',
    access: 'public',
    response: PublicConfig,
  }).handledBy(() => ({
    currency: 'usd' as const,
    transactionFeeBasisPoints: config.TRANSACTION_FEE_BASIS_POINTS,
    depositBasisPoints: config.DEPOSIT_BASIS_POINTS,
    depositLeastCents: config.DEPOSIT_LEAST_CENTS,
    depositMostCents: config.DEPOSIT_MOST_CENTS,
    singleCreditPriceCents: config.SINGLE_CREDIT_PRICE_CENTS,
    listingFeeCents: config.LISTING_FEE_CENTS,
    premiumListingFeeCents: config.PREMIUM_LISTING_FEE_CENTS,
    paymentGateway: config.PAYMENT_GATEWAY,
    carrierSource: config.FMCSA_WEB_KEY ? ('live' as const) : ('recorded' as const),
    movableClock: config.CLOCK === 'movable',
  }));
