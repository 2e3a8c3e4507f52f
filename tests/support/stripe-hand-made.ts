/**
 * Events that tests make by hand. A test says what it is about; what Stripe says besides is filled in here, and an event that
 * Stripe would not send fails the test.
 */
import { newId } from '../../src/platform/kernel/ids';
import { asSent, findUndescribed, limitsOf } from './stripe-described';
import { DESCRIBED_VERSION } from './stripe-form';

/** As a gateway would name a thing of its own. */
export const gatewayId = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;

/** An event of the gateway about an object of its own. */
export const gatewayEvent = <Told extends object>(type: string, object: Told, id = gatewayId('evt')) => ({
  ...{ id, object: 'event', type, created: 1_790_000_000, livemode: false, data: { object } },
});

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (object: string, prefix: string, list: unknown): Fields => ({
  object: 'list',
  data: ((list as { data?: Fields[] } | undefined)?.data ?? []).map((each, place) => ({
    ...{ id: `${prefix}_${place}`, object, ...each },
  })),
});

const NO_EVIDENCE = {
  ...{ due_by: null, enhanced_eligibility: {}, has_evidence: false, past_due: false },
  ...{ submission_count: 0, submission_method: 'not_submitted' },
};
const PRICED = { active: true, created: 0, currency: 'usd', product: 'prod_plan' };

/** What Stripe never leaves out, of what the test is not about. */
const FILLED: Record<string, (said: Fields) => Fields> = {
  event: () => ({ api_version: DESCRIBED_VERSION ?? null }),
  charge: ({ amount_refunded: back }) => ({
    amount: Math.max(Number(back), limitsOf('charge', 'amount').minimum),
    ...{ currency: 'usd', created: 0 },
  }),
  'checkout.session': () => ({ created: 0, expires_at: 0, mode: 'subscription' }),
  dispute: ({ payment_intent }) => ({ charge: `ch_of_${String(payment_intent)}` }),
  invoice: ({ created, total }) => ({ subtotal: total, period_start: created, period_end: created }),
  line_item: ({ amount }) => ({ subtotal: amount }),
  payout: () => ({ amount: 50_000, arrival_date: 0, created: 0, currency: 'usd' }),
  subscription: ({ created }) => ({ billing_cycle_anchor: created, start_date: created }),
  subscription_item: () => ({
    ...{ created: 0, subscription: 'sub_of_item' },
    plan: { id: 'price_plan', object: 'plan', interval: 'month', ...PRICED },
  }),
  price: () => PRICED,
};

/** The parts of which a test says some: the rest of them. */
const COMPLETED: Record<string, (said: Fields) => Fields> = {
  account: ({ external_accounts: accounts }) =>
    accounts ? { external_accounts: listOf('bank_account', 'ba', accounts) } : {},
  dispute: ({ evidence_details: details }) =>
    isFields(details) ? { evidence_details: { ...NO_EVIDENCE, ...details } } : {},
  invoice: ({ lines, parent }) => ({
    lines: listOf('line_item', 'il', lines),
    parent: isFields(parent) ? { type: 'subscription_details', quote_details: null, ...parent } : null,
  }),
  subscription: ({ items }) => ({ items: listOf('subscription_item', 'si', items) }),
  subscription_item: ({ price }) => ({ price: isFields(price) ? { object: 'price', ...price } : price }),
};

function fill(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(fill);
  if (!isFields(said)) return said;
  const kind = String(said.object);
  const whole = { ...FILLED[kind]?.(said), ...said, ...COMPLETED[kind]?.(said) };
  return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, fill(value)]));
}

/** The event as Stripe sends it. Throws where Stripe describes no such event. */
export function asStripeSends(event: object): object {
  const sent = asSent(fill(JSON.parse(JSON.stringify(event)))) as object;
  const faults = findUndescribed(sent);
  if (faults.length > 0) throw new Error(`Stripe sends no such event: ${faults.join('; ')}.`);
  return sent;
}
