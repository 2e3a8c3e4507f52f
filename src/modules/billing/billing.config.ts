/** What billing reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

/** A plan: credits a month / cents a month / cents a year / how many times the usual number of requests. */
const plan = (usual: string) =>
  z
    .string()
    .regex(
      /^\d{1,4}\/[1-9]\d{1,7}\/[1-9]\d{1,8}\/\d{1,2}(\.\d)?$/,
      'must be credits/monthly cents/yearly cents/limit factor',
    )
    .default(usual)
    .transform((text) => {
      const [creditsPerMonth = 0, monthlyCents = 0, yearlyCents = 0, limitFactor = 1] = text
        .split('/')
        .map(Number);
      return { creditsPerMonth, monthlyCents, yearlyCents, limitFactor: Math.max(1, limitFactor) };
    });

/** The id of a price created at Stripe by hand: https://docs.stripe.com/api/prices. */
const priceId = z
  .string()
  .regex(/^price_\w{1,100}$/, 'must be the id of a price: price_…')
  .optional();

export type BillingConfig = ConfigOf<typeof billingConfig>;

export const billingConfig = configSlice({
  variables: {
    SINGLE_CREDIT_PRICE_CENTS: count(1, 1_000_000).default(2_999),
    /** Days after which granted credits expire; unless set, never. */
    CREDIT_EXPIRY_DAYS: count(30, 3_650).optional(),
    /** Who has fewer after spending one, and had not before, is told; 0: nobody. */
    CREDITS_LOW_BELOW: count(0, 1_000).default(2),
    /** Buys the one credit that a publication costs, so it is the price of a single one. */
    LISTING_FEE_CENTS: count(1, 1_000_000).default(2_999),
    PLAN_STARTER: plan('4/9900/95000/2'),
    PLAN_PROFESSIONAL: plan('10/19900/191000/5'),
    PLAN_ENTERPRISE: plan('25/39900/383000/10'),
    /** Plans, by comma, whose subscribers unlock listings for no credit: `ENTERPRISE`, `PROFESSIONAL,ENTERPRISE`. */
    PLANS_INCLUDING_UNLOCKS: z
      .string()
      .default('')
      .transform((names) => names.split(',').map((name) => name.trim().toUpperCase()))
      .transform((names) => names.filter((name) => name !== ''))
      .pipe(z.array(z.enum(['STARTER', 'PROFESSIONAL', 'ENTERPRISE']))),
    /** Each must cost what its plan costs; without one a price is created at the gateway at its first sale. */
    PLAN_STARTER_MONTH_PRICE_ID: priceId,
    PLAN_STARTER_YEAR_PRICE_ID: priceId,
    PLAN_PROFESSIONAL_MONTH_PRICE_ID: priceId,
    PLAN_PROFESSIONAL_YEAR_PRICE_ID: priceId,
    PLAN_ENTERPRISE_MONTH_PRICE_ID: priceId,
    PLAN_ENTERPRISE_YEAR_PRICE_ID: priceId,
  },
  /** One price in two places would make two plans look alike; two prices for one credit would cheat somebody. */
  problems(values) {
    const given = Object.entries(values).filter(([name, value]) => name.endsWith('_PRICE_ID') && value);
    const alike = given
      .filter(([, value], place) => given.findIndex(([, other]) => other === value) !== place)
      .map(([name]) => `${name}: must differ from the other price ids`);
    const { LISTING_FEE_CENTS: fee, SINGLE_CREDIT_PRICE_CENTS: single } = values;
    return fee === single
      ? alike
      : [
          ...alike,
          `LISTING_FEE_CENTS: must equal SINGLE_CREDIT_PRICE_CENTS (${single}): both buy one credit`,
        ];
  },
  shown: {
    fields: {
      singleCreditPriceCents: z.int().describe('What one credit costs, in US cents.'),
      listingFeeCents: z.int().describe('What it costs to publish a listing, in US cents.'),
    },
    of: ({ SINGLE_CREDIT_PRICE_CENTS, LISTING_FEE_CENTS }) => ({
      singleCreditPriceCents: SINGLE_CREDIT_PRICE_CENTS,
      listingFeeCents: LISTING_FEE_CENTS,
    }),
  },
});
