/** What billing reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count, isOn, switchOf } from '../../platform/kernel/config-slice';

interface PlanValue {
  creditsPerMonth: number;
  monthlyCents: number;
  yearlyCents: number;
  limitFactor: number;
}

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

type Plan = z.output<ReturnType<typeof plan>>;

/** `5=13999`: so many credits for so many cents, by comma. */
const creditPacks = z
  .string()
  .regex(
    /^(?:[1-9]\d{0,1}=[1-9]\d{0,6}(?:,|$))*$/,
    'must be credits=cents, by comma, such as 5=13999,10=24999',
  )
  .default('')
  .transform((text) =>
    text
      .split(',')
      .filter((pack) => pack !== '')
      .map((pack) => {
        const [credits = 0, priceCents = 0] = pack.split('=').map(Number);
        return { credits, priceCents };
      }),
  );

const planSetting = (name: string) => ({
  group: 'Plans',
  title: name,
  description:
    'For who subscribes or changes to it from then on: subscribers keep the price that they agreed to.',
  kind: 'parts' as const,
  parts: ['Credits a month', 'Cents a month', 'Cents a year', 'Times the usual limits'],
  money: true as const,
  write: ({ creditsPerMonth, monthlyCents, yearlyCents, limitFactor }: PlanValue) =>
    [creditsPerMonth, monthlyCents, yearlyCents, limitFactor].join('/'),
});

/** The id of a price created at Stripe by hand: https://docs.stripe.com/api/prices. */
const priceId = z
  .string()
  .regex(/^price_\w{1,100}$/, 'must be the id of a price: price_…')
  .optional();

type Pack = z.output<typeof creditPacks>[number];

/** One thing has one price, and whoever buys more at once pays no more for each. */
function problemsOfPacks(packs: readonly Pack[], singleCents: number): string[] {
  const byCredits = packs.toSorted((one, other) => one.credits - other.credits);
  return byCredits.flatMap(({ credits, priceCents }, place) => {
    const smaller = byCredits[place - 1] ?? { credits: 1, priceCents: singleCents };
    const pack = `CREDIT_PACKS: ${credits} credit${credits === 1 ? '' : 's'}`;
    if (priceCents > credits * singleCents) return [`${pack} cost more than one by one`];
    if (credits === smaller.credits) return [`${pack} would have two prices`];
    if (priceCents < smaller.priceCents) return [`${pack} cost less than ${smaller.credits}`];
    return priceCents * smaller.credits > smaller.priceCents * credits
      ? [`${pack} cost more each than ${smaller.credits}`]
      : [];
  });
}

const problemsOfPlans = (
  plans: Record<`PLAN_${'STARTER' | 'PROFESSIONAL' | 'ENTERPRISE'}`, Plan>,
): string[] =>
  (['PLAN_STARTER', 'PLAN_PROFESSIONAL', 'PLAN_ENTERPRISE'] as const)
    .filter((name) => plans[name].yearlyCents > 12 * plans[name].monthlyCents)
    .map((name) => `${name}: a year costs more than twelve months`);

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
    /** Whether a publication costs a credit. */
    FEATURE_LISTING_FEE: z.stringbool().default(true),
    CREDIT_PACKS: creditPacks,
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
    FEATURE_CREDIT_SALES: isOn,
  },
  settings: {
    FEATURE_CREDIT_SALES: switchOf(
      'Sale of credits and plans',
      'Off: nobody buys credits, subscribes or changes their plan. Credits are spent and subscriptions renewed as before.',
    ),
    SINGLE_CREDIT_PRICE_CENTS: {
      ...{ group: 'Credits', title: 'Price of one credit', kind: 'cents', money: true },
      description: 'What one credit costs from then on. It equals the listing fee: change both together.',
    },
    LISTING_FEE_CENTS: {
      ...{ group: 'Credits', title: 'Listing fee', kind: 'cents', money: true },
      description: 'What it costs to publish a listing. It equals the price of one credit.',
    },
    FEATURE_LISTING_FEE: {
      ...{ group: 'Credits', title: 'Listing fee is asked', kind: 'flag', money: true },
      description:
        'Off: publishing a listing costs no credit. Listings that were submitted before keep what they paid.',
    },
    CREDIT_PACKS: {
      ...{ group: 'Credits', title: 'Packs of credits', kind: 'text', money: true },
      description:
        'Numbers of credits with their price in cents, such as 5=13999,10=24999. Who buys more pays no more for each.',
      write: (packs) => packs.map(({ credits, priceCents }) => `${credits}=${priceCents}`).join(','),
    },
    CREDITS_LOW_BELOW: {
      ...{ group: 'Credits', title: 'Few credits', kind: 'number' },
      description: 'Who has fewer after spending one is told; 0: nobody.',
    },
    PLAN_STARTER: planSetting('Starter'),
    PLAN_PROFESSIONAL: planSetting('Professional'),
    PLAN_ENTERPRISE: planSetting('Enterprise'),
    PLANS_INCLUDING_UNLOCKS: {
      ...{ group: 'Plans', title: 'Plans that include unlocks', kind: 'list', money: true },
      description:
        'Their subscribers unlock listings for no credit: STARTER, PROFESSIONAL, ENTERPRISE, by comma.',
    },
  },
  /** One price in two places would make two plans look alike; two prices for one credit would cheat somebody. */
  problems(values) {
    const given = Object.entries(values).filter(([name, value]) => name.endsWith('_PRICE_ID') && value);
    const alike = given
      .filter(([, value], place) => given.findIndex(([, other]) => other === value) !== place)
      .map(([name]) => `${name}: must differ from the other price ids`);
    const { LISTING_FEE_CENTS: fee, SINGLE_CREDIT_PRICE_CENTS: single, CREDIT_PACKS } = values;
    const prices = [...alike, ...problemsOfPacks(CREDIT_PACKS, single), ...problemsOfPlans(values)];
    return fee === single
      ? prices
      : [
          ...prices,
          `LISTING_FEE_CENTS: must equal SINGLE_CREDIT_PRICE_CENTS (${single}): both buy one credit`,
        ];
  },
  shown: {
    fields: {
      singleCreditPriceCents: z.int().describe('What one credit costs, in US cents.'),
      listingFeeCents: z
        .int()
        .min(0)
        .describe('What it costs to publish a listing, in US cents; 0 where it costs nothing.'),
      creditPacks: z
        .array(
          z.strictObject({
            credits: z.int().describe('How many credits.'),
            priceCents: z.int().describe('What they cost together, in US cents.'),
          }),
        )
        .describe('Numbers of credits that cost less than one by one.'),
    },
    of: ({ SINGLE_CREDIT_PRICE_CENTS, LISTING_FEE_CENTS, FEATURE_LISTING_FEE, CREDIT_PACKS }) => ({
      singleCreditPriceCents: SINGLE_CREDIT_PRICE_CENTS,
      listingFeeCents: FEATURE_LISTING_FEE ? LISTING_FEE_CENTS : 0,
      creditPacks: CREDIT_PACKS,
    }),
  },
});
