/**
 * The one place in which the stand-in of Stripe is held to Stripe's published description: every object and event that it
 * sends has the fields, types, words and limits of `stripe-objects.json`, which names its source.
 */
import Ajv, { type ValidateFunction } from 'ajv';
import description from './stripe-objects.json';

export const DESCRIBED_BY = description.source;

interface Described {
  properties: Record<string, Schema | undefined>;
  required: string[];
}
interface Schema {
  type?: string;
  anyOf?: Schema[];
  minimum?: number;
  maximum?: number;
}

const OBJECTS = new Map(Object.entries(description.objects as unknown as Record<string, Described>));
const EVENTS = new Map<string, string | null>(Object.entries(description.events));

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map<string, ValidateFunction>();

function validatorOf(kind: string): ValidateFunction | null {
  const described = OBJECTS.get(kind);
  if (!described) return null;
  const validator = validators.get(kind) ?? ajv.compile(described);
  validators.set(kind, validator);
  return validator;
}

type Sent = Record<string, unknown>;
const isRecord = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Least and greatest amounts in cents. */
export function limitsOf(kind: string, field: string): { minimum: number; maximum: number } {
  const { minimum = 0, maximum = Infinity } = OBJECTS.get(kind)?.properties[field] ?? {};
  return { minimum, maximum };
}

/** What of an object that is sent, or of those in it, Stripe does not describe so. */
export function findUndescribed(sent: unknown, isOdd: (id: unknown) => boolean = () => false): string[] {
  if (Array.isArray(sent)) return sent.flatMap((each) => findUndescribed(each, isOdd));
  if (!isRecord(sent) || isOdd(sent.id)) return [];
  const within = Object.values(sent).flatMap((each) => findUndescribed(each, isOdd));
  return typeof sent.object === 'string' ? [...judge(sent, sent.object), ...within] : within;
}

function judge(sent: Sent, kind: string): string[] {
  if (kind === 'list' || kind === 'search_result')
    return Array.isArray(sent.data) ? [] : [`${kind}: no data`];
  // Of what was deleted nothing but its id is left.
  if (sent.deleted === true) return Object.keys(sent).length === 3 ? [] : [`${kind}: more than its deletion`];
  const validate = validatorOf(kind);
  if (!validate) return [`${kind}: Stripe describes no such object`];
  const faults = validate(sent) ? [] : (validate.errors ?? []);
  return [
    ...faults.map(({ instancePath, message, params }) => {
      const which = String(params.additionalProperty ?? params.allowedValues ?? '');
      return `${kind}${instancePath} ${message ?? 'is not so'} ${which}`.trim();
    }),
    ...(kind === 'event' ? judgeEvent(sent) : []),
  ];
}

function judgeEvent({ type, data }: Sent): string[] {
  const about = EVENTS.get(String(type));
  if (about === undefined) return [`event: Stripe describes no ${String(type)}`];
  const found = isRecord(data) && isRecord(data.object) ? data.object.object : null;
  return found === about ? [] : [`event ${String(type)}: about ${String(found)}, described about ${about}`];
}

/** Fields that the stand-in keeps for itself; they are never sent. */
const isOwn = (name: string): boolean => name.startsWith('_');

/** As it is sent: without what is the stand-in's own, and with what Stripe always sends and the stand-in has no word for. */
export function asSent(object: unknown, isOdd: (id: unknown) => boolean = () => false): unknown {
  if (Array.isArray(object)) return object.map((each) => asSent(each, isOdd));
  if (!isRecord(object) || isOdd(object.id)) return object;
  const shown = Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => (isOwn(name) ? [] : [[name, asSent(value, isOdd)]])),
  );
  const kind = String(object.object);
  const { properties } = OBJECTS.get(kind) ?? {};
  if (kind === 'list') return { url: '/v1', has_more: false, ...shown };
  if (!properties || object.deleted === true) return shown;
  for (const name of OF_ALL) if (!properties[name]) Reflect.deleteProperty(shown, name);
  return { ...emptyOf(kind), ...DEFAULTS[kind], ...shown };
}

/** The stand-in gives them to each object, and Stripe to most. */
const OF_ALL = ['created', 'metadata'];

const mayBeNull = ({ type, anyOf }: Schema): boolean => type === 'null' || (anyOf?.some(mayBeNull) ?? false);

/** What is always there and may be empty, is. */
function emptyOf(kind: string): Sent {
  const { properties = {}, required = [] } = OBJECTS.get(kind) ?? {};
  const empty: Sent = {};
  for (const name of required) {
    const schema = properties[name] ?? {};
    if (name === 'livemode') empty[name] = false;
    else if (name === 'metadata') empty[name] = {};
    else if (Object.keys(schema).length === 0 || mayBeNull(schema)) empty[name] = null;
    else if (schema.type === 'array') empty[name] = [];
  }
  return empty;
}

const NO_ADDRESS = { address: null, email: null, name: null, phone: null, tax_id: null };
const NO_TAX = { disabled_reason: null, enabled: false, liability: null, provider: null, status: null };
const EMPTY_LIST = { object: 'list', data: [], has_more: false, url: '/v1' };

/** What each kind always says, where it says nothing else. */
const DEFAULTS: Record<string, Sent> = {
  account: { type: 'express', charges_enabled: false },
  bank_account: { account_type: null, country: 'US', currency: 'usd', last4: '6789', status: 'new' },
  charge: {
    ...{ amount_captured: 0, billing_details: NO_ADDRESS, captured: true, disputed: false, paid: true },
    ...{ refunded: false, status: 'succeeded' },
  },
  'checkout.session': {
    ...{ automatic_tax: { enabled: false, liability: null, provider: null, status: null } },
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    payment_method_types: ['card'],
  },
  coupon: { times_redeemed: 0, valid: true },
  customer: {
    balance: 0,
    invoice_settings: {
      ...{ custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    },
  },
  dispute: {
    evidence: {},
    evidence_details: {
      enhanced_eligibility: {},
      due_by: null,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    is_charge_refundable: false,
  },
  event: { pending_webhooks: 1 },
  invoice: {
    ...{ amount_overpaid: 0, amount_shipping: 0, attempted: false, automatic_tax: NO_TAX },
    ...{ collection_method: 'charge_automatically', issuer: { type: 'self' }, starting_balance: 0 },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    ...{ post_payment_credit_notes_amount: 0, pre_payment_credit_notes_amount: 0 },
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  },
  line_item: { currency: 'usd', discountable: true },
  payment_intent: {
    ...{ amount_capturable: 0, capture_method: 'automatic_async', confirmation_method: 'automatic' },
    payment_method_types: ['card'],
  },
  payment_method: { billing_details: NO_ADDRESS },
  payout: {
    ...{ automatic: true, method: 'standard', reconciliation_status: 'not_applicable', source_type: 'card' },
    type: 'bank_account',
  },
  plan: { active: true, billing_scheme: 'per_unit', interval_count: 1, usage_type: 'licensed' },
  price: { billing_scheme: 'per_unit', type: 'recurring' },
  setup_intent: { payment_method_types: ['card'], usage: 'off_session' },
  subscription: {
    ...{ automatic_tax: { disabled_reason: null, enabled: false, liability: null } },
    ...{ billing_mode: { type: 'classic', flexible: null }, collection_method: 'charge_automatically' },
    ...{
      currency: 'usd',
      invoice_settings: {
        ...{ account_tax_ids: null, custom_fields: null, description: null, footer: null },
        issuer: { type: 'self' },
      },
    },
  },
  transfer: { reversals: EMPTY_LIST },
  transfer_reversal: { currency: 'usd' },
};
