/** The stand-in of Stripe sends what Stripe describes, and nothing else: what it gets wrong fails every test that meets it. */
import { readFileSync } from 'node:fs';
import {
  disputeEvent,
  gatewayEvent,
  intentEvent,
  refundEvent,
} from '../../../../tests/support/make-payments';
import { asStripeSends } from '../../../../tests/support/stripe-hand-made';
import { DESCRIBED_BY, findUndescribed } from '../../../../tests/support/stripe-described';
import { DESCRIBED_VERSION } from '../../../../tests/support/stripe-form';
import { StripeWorld } from '../../../../tests/support/stripe-world';
import { STRIPE_API_VERSION } from './stripe-client';

const world = () => new StripeWorld(() => 1_790_000_000_000);
const PAID = { amount: 5_000, amount_received: 5_000, currency: 'usd', status: 'succeeded' };

test('the description is of the installed library, and of the version that we speak', () => {
  const openapi = readFileSync('node_modules/stripe/OPENAPI_VERSION', 'utf8').trim();
  expect(DESCRIBED_BY).toContain(`OpenAPI ${openapi}`);
  expect(DESCRIBED_BY).toContain(STRIPE_API_VERSION);
  expect(DESCRIBED_VERSION).toBe(STRIPE_API_VERSION);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a status that Stripe has no word for', { status: 'paid' }, /status must be equal to one of/],
  ['less than the least amount', { amount: 49 }, /amount must be >= 50/],
  ['more than the greatest amount', { amount: 100_000_000 }, /amount must be <= 99999999/],
  ['an amount in words', { amount: '50.00' }, /amount must be integer/],
  ['a field that Stripe does not have', { invoice: 'in_1' }, /must NOT have additional properties invoice/],
  ['a field that is missing', { currency: undefined }, /currency/],
])('a payment with %s is found, in an answer and in an event', (_, wrong, reason) => {
  const answering = world();
  answering.send(answering.make('pi', 'payment_intent', new Map(), PAID));
  expect(answering.undescribed).toEqual([]);
  answering.send({
    object: 'list',
    data: [answering.make('pi', 'payment_intent', new Map(), { ...PAID, ...wrong })],
  });
  expect(answering.undescribed.join()).toMatch(reason);
  const telling = world();
  telling.tell(
    'payment_intent.succeeded',
    telling.make('pi', 'payment_intent', new Map(), { ...PAID, ...wrong }),
  );
  expect(telling.undescribed.join()).toMatch(reason);
});

test('an event that Stripe does not send, or about something else, is found', () => {
  const telling = world();
  const intent = telling.make('pi', 'payment_intent', new Map(), PAID);
  telling.tell('payment_intent.paid', intent);
  telling.tell('charge.refunded', intent);
  expect(telling.undescribed).toEqual([
    'event: Stripe describes no payment_intent.paid',
    'event charge.refunded: about payment_intent, described about charge',
  ]);
});

test('an object of no kind that Stripe has is found', () => {
  expect(findUndescribed({ id: 'x_1', object: 'receipt' })).toEqual([
    'receipt: Stripe describes no such object',
  ]);
});

const REFUND = { id: 're_1', intentId: 'pi_1', amount: 5_000, status: 'succeeded' as const };

test.each<[string, object]>([
  ['a payment', intentEvent({ intentId: 'pi_1', status: 'succeeded' })],
  ['a refused payment', intentEvent({ intentId: 'pi_1', status: 'requires_payment_method' })],
  ['a refund', refundEvent(REFUND)],
  ['a dispute', disputeEvent('funds_withdrawn', 'dp_1', 'pi_1', 'needs_response')],
])('an event of %s that a test makes by hand is filled in as Stripe sends it', (_, event) => {
  expect(findUndescribed(asStripeSends(event))).toEqual([]);
  expect(asStripeSends(event)).toMatchObject(event);
});

test.each<[string, object, RegExp]>([
  ['of no such kind', gatewayEvent('charge.dispute.lost', {}), /describes no charge\.dispute\.lost/],
  [
    'about something else',
    gatewayEvent('charge.refunded', refundEvent(REFUND).data.object),
    /about refund, described about charge/,
  ],
  ['with a status of no meaning', disputeEvent('closed', 'dp_1', 'pi_1', 'paid'), /dispute\/status/],
  ['of too little', intentEvent({ intentId: 'pi_1', status: 'succeeded', amount: 49 }), /must be >= 50/],
  [
    'with a field that Stripe does not have',
    gatewayEvent('refund.updated', { ...refundEvent(REFUND).data.object, paid: true }),
    /additional properties paid/,
  ],
])('an event %s is refused where a test makes it by hand', (_, event, reason) => {
  expect(() => asStripeSends(event)).toThrow(reason);
});
