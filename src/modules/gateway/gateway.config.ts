/** What the gateways read of the environment. */
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  limitOf,
  listOfTexts,
  requests,
  secret,
} from '../../platform/kernel/config-slice';
import { isGuessable } from '../../platform/kernel/guessable';

/** Stripe's own have 32 characters after the prefix. Whoever guesses one can sign events. */
const isWeakWebhookSecret = (secret: string): boolean => secret.length < 30 || isGuessable(secret.slice(6));

/** Stripe.js of the release that the version of the interface belongs to (docs.stripe.com/sdks/stripejs-versioning). */
const STRIPE_SCRIPT = 'https://js.stripe.com/endive/stripe.js';

/** A key for tests beside one for money: every form would be refused. */
const isOtherMode = (keys: { STRIPE_SECRET_KEY?: string; STRIPE_PUBLISHABLE_KEY?: string }): boolean => {
  const modeOf = (key = '') => /^[a-z]+_(test|live)_/.exec(key)?.[1];
  const [secret, publishable] = [modeOf(keys.STRIPE_SECRET_KEY), modeOf(keys.STRIPE_PUBLISHABLE_KEY)];
  return secret !== undefined && publishable !== undefined && secret !== publishable;
};

/** Of the sandbox's test methods, those that somebody who tries the product chooses among, in this order. */
const SHOWN_TEST_METHODS = [
  { id: 'pm_card_visa', method: 'CARD', what: 'A card that pays' },
  { id: 'pm_card_authenticationRequired', method: 'CARD', what: 'A card that asks its bank first' },
  { id: 'pm_card_chargeDeclined', method: 'CARD', what: 'A card that is declined' },
  {
    id: 'pm_card_chargeDeclinedInsufficientFunds',
    method: 'CARD',
    what: 'A card without enough money',
  },
  { id: 'pm_usBankAccount_success', method: 'BANK_DEBIT', what: 'A bank account that pays in four days' },
  {
    id: 'pm_usBankAccount_insufficientFunds',
    method: 'BANK_DEBIT',
    what: 'A bank account without enough money',
  },
] as const satisfies { id: string; method: 'CARD' | 'BANK_DEBIT'; what: string }[];

export type GatewayConfig = ConfigOf<typeof gatewayConfig>;

export const gatewayConfig = configSlice({
  variables: {
    /** Takes new money. */
    PAYMENT_GATEWAY: z.enum(['sandbox', 'stripe', 'none']).default('sandbox'),
    /** Take no new money, and go on answering for what they took: refunds, payouts, subscriptions, webhooks. */
    FORMER_PAYMENT_GATEWAYS: listOfTexts.pipe(z.array(z.enum(['sandbox', 'stripe']))),
    SANDBOX_WEBHOOK_SECRET: secret.optional(),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^(sk|rk)_/, 'must be a secret or restricted key: sk_… or rk_…')
      .optional(),
    /** Names our account to Stripe's form in a browser. It is no secret. */
    STRIPE_PUBLISHABLE_KEY: z
      .string()
      .regex(/^pk_\S+$/, 'must be a publishable key: pk_…')
      .optional(),
    /** Several while they are being exchanged: an event signed with any of them is taken. */
    STRIPE_WEBHOOK_SECRETS: listOfTexts.refine(
      (secrets) => secrets.every((each) => /^whsec_\S{8,}$/.test(each)),
      'each must be whsec_ and a secret',
    ),
    /** A stand-in for Stripe's own address. */
    STRIPE_API_BASE: z.url().optional(),
    LIMIT_WEBHOOKS: requests(100),
  },
  settings: {
    LIMIT_WEBHOOKS: limitOf(
      'Refused webhooks of a gateway',
      'Of an address in a minute; those that are signed well are not counted.',
    ),
  },
  problems(values, production) {
    const problems: string[] = [];
    const naming = (['PAYMENT_GATEWAY', 'FORMER_PAYMENT_GATEWAYS'] as const).find((name) =>
      values[name].includes('stripe'),
    );
    if (naming) {
      if (!values.STRIPE_SECRET_KEY) problems.push(`STRIPE_SECRET_KEY: is required with ${naming}=stripe`);
      if (values.STRIPE_WEBHOOK_SECRETS.length === 0)
        problems.push(`STRIPE_WEBHOOK_SECRETS: is required with ${naming}=stripe`);
    }
    if (isOtherMode(values))
      problems.push('STRIPE_PUBLISHABLE_KEY: is of another mode than STRIPE_SECRET_KEY');
    if (!production) return problems;
    if (values.PAYMENT_GATEWAY === 'stripe' && !values.STRIPE_PUBLISHABLE_KEY)
      problems.push('STRIPE_PUBLISHABLE_KEY: is required with PAYMENT_GATEWAY=stripe');
    if (values.PAYMENT_GATEWAY === 'sandbox')
      problems.push('PAYMENT_GATEWAY: may not be sandbox in production');
    if (values.FORMER_PAYMENT_GATEWAYS.includes('sandbox'))
      problems.push('FORMER_PAYMENT_GATEWAYS: may not name sandbox in production');
    if (values.STRIPE_API_BASE) problems.push('STRIPE_API_BASE: may not be set in production');
    if (values.STRIPE_WEBHOOK_SECRETS.some(isWeakWebhookSecret))
      problems.push('STRIPE_WEBHOOK_SECRETS: one is too short or can be guessed');
    if (/^[sr]k_test_/.test(values.STRIPE_SECRET_KEY ?? ''))
      problems.push('STRIPE_SECRET_KEY: may not be a test key in production');
    return problems;
  },
  fillIn: ({ SANDBOX_WEBHOOK_SECRET }, { makeUp }) => ({
    SANDBOX_WEBHOOK_SECRET: SANDBOX_WEBHOOK_SECRET ?? makeUp('SANDBOX_WEBHOOK_SECRET'),
  }),
  shown: {
    fields: {
      paymentGateway: z.string().describe('The gateway that takes new payments.'),
      testMethods: z
        .array(
          z.strictObject({
            id: z.string().describe('Send it as `paymentMethodId`.'),
            method: z.enum(['CARD', 'BANK_DEBIT']).describe('How it pays.'),
            what: z.string().describe('What comes of it.'),
          }),
        )
        .describe('What pays at the sandbox gateway without being saved; empty at every other one.'),
      cardForm: z
        .strictObject({
          script: z.url().describe('What brings the form into a page.'),
          publishableKey: z.string().describe('Names the account of this installation to it.'),
        })
        .nullable()
        .describe(
          "The gateway's own form, by which a browser saves a card or bank account; null without one.",
        ),
    },
    of: ({ PAYMENT_GATEWAY, STRIPE_PUBLISHABLE_KEY }) => ({
      paymentGateway: PAYMENT_GATEWAY,
      testMethods: PAYMENT_GATEWAY === 'sandbox' ? [...SHOWN_TEST_METHODS] : [],
      cardForm:
        PAYMENT_GATEWAY === 'stripe' && STRIPE_PUBLISHABLE_KEY
          ? { script: STRIPE_SCRIPT, publishableKey: STRIPE_PUBLISHABLE_KEY }
          : null,
    }),
  },
});
