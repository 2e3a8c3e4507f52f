/** The environment variables of listings. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type ListingsConfig = ConfigOf<typeof listingsConfig>;

export const listingsConfig = configSlice({
  variables: {
    PREMIUM_LISTING_FEE_CENTS: count(1, 1_000_000).default(19_999),
    /** Days before the end of a publication on which its seller is reminded; 0: never. */
    LISTING_EXPIRY_REMINDER_DAYS: count(0, 40).default(7),
    /** Days in which the fee of an approved premium request is due. */
    PREMIUM_PAYMENT_DAYS: count(1, 90).default(7),
  },
  shown: {
    fields: {
      premiumListingFeeCents: z.int().describe('What premium status of a listing costs, in US cents.'),
    },
    of: ({ PREMIUM_LISTING_FEE_CENTS }) => ({ premiumListingFeeCents: PREMIUM_LISTING_FEE_CENTS }),
  },
});
