/** Payments, refunds and card disputes at the stand-in of Stripe. */
import {
  BANK_DEBIT_SETTLES_AFTER_MS,
  failureOnPage,
  NOT_AUTHENTICATED,
  REFUND_SETTLES_AFTER_MS,
  type TestMethod,
} from '../../src/modules/gateway/sandbox/test-methods.rules';
import { DAY_MS, MINUTE_MS } from '../../src/platform/kernel/clock';
import type { StripeCustomers } from './stripe-customers';
import { limitsOf } from './stripe-described';
import type { Form } from './stripe-form';
import { type Operations, refuse, type StripeObject, StripeRefusal, type StripeWorld } from './stripe-world';

const DISPUTED_AFTER_MS = DAY_MS;
const EVIDENCE_AFTER_MS = 10 * DAY_MS;
const DECIDED_AFTER_MS = 30 * DAY_MS;
/** New objects are found by searching no earlier than this. */
const SEARCH_IS_BEHIND_MS = MINUTE_MS;

const CANCELLABLE = ['requires_payment_method', 'requires_action'];

type Failure = NonNullable<TestMethod['failure']>;

export const cardError = ({ code, declineCode, message }: Failure, payment_intent?: StripeObject) =>
  new StripeRefusal(402, {
    type: 'card_error',
    code,
    decline_code: declineCode,
    message,
    ...(payment_intent ? { payment_intent: structuredClone(payment_intent) } : {}),
  });

const evidenceBy = (due_by: number) => ({
  ...{ due_by, enhanced_eligibility: {}, has_evidence: false, past_due: false },
  ...{ submission_count: 0, submission_method: 'not_submitted' },
});

export type StripePayments = ReturnType<typeof createStripePayments>;

export function createStripePayments(world: StripeWorld, customers: StripeCustomers) {
  function open(form: Form, fields: { amount: number; methodId: string; customerId: string | null }) {
    const { amount, methodId, customerId } = fields;
    const intent = world.make('pi', 'payment_intent', form, {
      ...{ amount, amount_received: 0, currency: 'usd', status: 'processing', last_payment_error: null },
      ...{ payment_method: methodId, customer: customerId },
    });
    world.tell('payment_intent.created', intent);
    return intent;
  }

  function pay(form: Form): StripeObject {
    const methodId = form.get('payment_method') ?? '';
    const customerId = form.get('customer') ?? null;
    const method = customers.testMethodOf(methodId);
    customers.holdTogether(methodId, customerId);
    const kind = method.method === 'CARD' ? 'card' : 'us_bank_account';
    if (form.get('allowed_payment_method_types[0]') !== kind) {
      throw refuse('payment_intent_incompatible_payment_method', 'The payment method is of another kind.');
    }
    if (form.get('currency') !== 'usd') throw refuse('currency_not_served', 'The stand-in knows US dollars.');
    const amount = Number(form.get('amount'));
    const { minimum, maximum } = limitsOf('payment_intent', 'amount');
    if (amount < minimum) throw refuse('amount_too_small', 'Amount must be at least $0.50 usd');
    if (amount > maximum) throw refuse('amount_too_large', 'Amount must be no more than $999,999.99');
    const intent = open(form, { amount, methodId, customerId });
    if (method.authenticates) {
      const asksCard = method.method === 'CARD';
      if (asksCard && (form.get('error_on_requires_action') === 'true' || !form.has('return_url'))) {
        throw cardError({ ...NOT_AUTHENTICATED, code: 'authentication_required' }, intent);
      }
      const next_action = askingOn(method, intent.id, form);
      const asks = { status: 'requires_action', next_action };
      return world.change(intent, asks, 'payment_intent.requires_action');
    }
    if (method.method === 'CARD') {
      const ended = end(intent, method, method.failure);
      if (method.failure) throw cardError(method.failure, ended);
      return ended;
    }
    return debit(intent, method);
  }

  function debit(intent: StripeObject, method: TestMethod): StripeObject {
    world.after(BANK_DEBIT_SETTLES_AFTER_MS, () => {
      const current = world.objects.get(intent.id);
      if (current?.status === 'processing') end(current, method, method.failure);
    });
    return world.change(intent, { status: 'processing' }, 'payment_intent.processing');
  }

  /** A card is confirmed with the bank; a bank account is verified by what small deposits say, from the second day on. */
  function askingOn({ method }: TestMethod, id: string, form: Form) {
    if (method === 'CARD') {
      const url = `https://hooks.stripe.test/authenticate/${id}`;
      return { type: 'redirect_to_url', redirect_to_url: { url, return_url: form.get('return_url') } };
    }
    const verify_with_microdeposits = {
      arrival_date: world.seconds() + (2 * DAY_MS) / 1_000,
      hosted_verification_url: `https://payments.stripe.test/microdeposit/${id}`,
      microdeposit_type: 'descriptor_code',
    };
    return { type: 'verify_with_microdeposits', verify_with_microdeposits };
  }

  /** What an invoice takes: Stripe makes the payment itself, with no metadata of ours. */
  function payInvoice(invoice: StripeObject, methodId: string, failure: Failure | null): void {
    const amount = Number(invoice.amount_due);
    const intent = open(new Map(), { amount, methodId, customerId: String(invoice.customer) });
    world.make('inpay', 'invoice_payment', new Map(), {
      ...{ invoice: invoice.id, amount_requested: amount, currency: 'usd', is_default: true },
      ...{ amount_paid: failure ? null : amount, status: failure ? 'open' : 'paid' },
      payment: { type: 'payment_intent', payment_intent: intent.id },
      status_transitions: { canceled_at: null, paid_at: failure ? null : world.seconds() },
    });
    end(intent, customers.testMethodOf(methodId), failure);
  }

  function end(intent: StripeObject, method: TestMethod, failure: Failure | null): StripeObject {
    if (failure) {
      const { code, declineCode, message } = failure;
      const declined = declineCode === null ? {} : { decline_code: declineCode };
      const last_payment_error = { type: 'card_error', code, ...declined, message };
      const changes = { status: 'requires_payment_method', last_payment_error };
      return world.change(intent, changes, 'payment_intent.payment_failed');
    }
    const charge = world.make('ch', 'charge', new Map(), {
      ...{ amount: intent.amount, amount_refunded: 0, currency: 'usd', payment_intent: intent.id },
    });
    world.tell('charge.succeeded', charge);
    if (method.disputed) dispute(intent, method.disputed);
    const changes = { status: 'succeeded', amount_received: intent.amount, latest_charge: charge.id };
    return world.change(intent, changes, 'payment_intent.succeeded');
  }

  /** What comes of what the payer has done on the page. */
  function authenticate(id: string, passes: boolean): void {
    const intent = world.get(id);
    if (intent.status !== 'requires_action') {
      throw refuse('payment_intent_unexpected_state', `The payment is ${String(intent.status)}.`);
    }
    const method = customers.testMethodOf(String(intent.payment_method));
    world.change(intent, { next_action: null });
    if (passes && method.method === 'BANK_DEBIT') debit(intent, method);
    else end(intent, method, failureOnPage(method, passes));
  }

  function cancel(id: string): StripeObject {
    const intent = world.get(id);
    if (!CANCELLABLE.includes(String(intent.status))) {
      throw refuse('payment_intent_unexpected_state', `The payment is ${String(intent.status)}.`);
    }
    return world.change(intent, { status: 'canceled' }, 'payment_intent.canceled');
  }

  function dispute(intent: StripeObject, outcome: NonNullable<TestMethod['disputed']>): void {
    world.after(DISPUTED_AFTER_MS, () => {
      const opened = openDispute(intent, Number(intent.amount));
      if (outcome === 'OPEN') return;
      world.after(EVIDENCE_AFTER_MS, () =>
        world.change(opened, { status: 'under_review' }, 'charge.dispute.updated'),
      );
      world.after(DECIDED_AFTER_MS, () => decideDispute(opened, outcome));
    });
  }

  function openDispute({ id, latest_charge: charge }: StripeObject, amount: number): StripeObject {
    const opened = world.make('dp', 'dispute', new Map(), {
      ...{ amount, currency: 'usd', payment_intent: id, charge },
      ...{ reason: 'fraudulent', status: 'needs_response' },
      evidence_details: evidenceBy(world.seconds() + EVIDENCE_AFTER_MS / 1_000),
    });
    world.tell('charge.dispute.created', opened);
    world.tell('charge.dispute.funds_withdrawn', opened);
    return opened;
  }

  /** Also on appeal. */
  function decideDispute(dispute: StripeObject, outcome: 'WON' | 'LOST'): void {
    world.change(dispute, { status: outcome.toLowerCase() }, 'charge.dispute.closed');
    if (outcome === 'WON') world.tell('charge.dispute.funds_reinstated', dispute);
  }

  function refund(form: Form): StripeObject {
    const intent = world.get(form.get('payment_intent') ?? '');
    const amount = Number(form.get('amount'));
    const charge = world.objects.get(String(intent.latest_charge));
    const given = Number(charge?.amount_refunded ?? 0);
    if (!charge || amount > Number(intent.amount_received) - given) {
      throw refuse('charge_already_refunded', 'The refund is greater than what is left of the payment.');
    }
    const isOut = ({ payment_intent, status }: StripeObject) =>
      payment_intent === intent.id && !/^(won|prevented|warning_)/.test(String(status));
    if (world.all('dispute').some(isOut))
      throw refuse('charge_disputed', 'The charge has been charged back.');
    const behavior = customers.testMethodOf(String(intent.payment_method)).refunds;
    const made = world.make('re', 'refund', form, {
      ...{ amount, currency: 'usd', payment_intent: intent.id, charge: charge.id },
      status: behavior === 'LATER' ? 'pending' : 'succeeded',
    });
    world.tell('refund.created', made);
    world.change(charge, { amount_refunded: given + amount }, 'charge.refunded');
    if (behavior === 'LATER') {
      world.after(REFUND_SETTLES_AFTER_MS, () =>
        world.change(made, { status: 'succeeded' }, 'refund.updated'),
      );
    }
    if (behavior === 'COME_BACK') {
      world.after(REFUND_SETTLES_AFTER_MS, () => failRefund(made));
    }
    return made;
  }

  function failRefund(made: StripeObject): void {
    const charge = world.get(String(made.charge));
    world.change(charge, { amount_refunded: Number(charge.amount_refunded) - Number(made.amount) });
    const changes = { status: 'failed', failure_reason: 'expired_or_canceled_card' };
    world.change(made, changes, 'refund.failed');
  }

  function search(query: string): unknown {
    const paymentId = /^metadata\['paymentId'\]:'([^']+)'$/.exec(query)?.[1];
    if (!paymentId) throw refuse('query_not_served', `The stand-in does not know how to search ${query}.`);
    const indexed = (world.now() - SEARCH_IS_BEHIND_MS) / 1_000;
    const data = world
      .all('payment_intent')
      .filter(({ metadata, created }) => metadata.paymentId === paymentId && created <= indexed);
    return { object: 'search_result', data, has_more: false };
  }

  const operations: Operations = {
    'POST /v1/payment_intents': pay,
    'GET /v1/payment_intents/search': (form) => search(form.get('query') ?? ''),
    'POST /v1/payment_intents/{id}/cancel': (_, id) => cancel(id),
    'POST /v1/refunds': refund,
    'GET /v1/invoice_payments': (form) =>
      world.list(
        world
          .all('invoice_payment')
          .filter(
            ({ payment }) =>
              (payment as { payment_intent: string }).payment_intent === form.get('payment[payment_intent]'),
          ),
        form,
      ),
  };

  return {
    operations,
    payInvoice,
    refund,
    failRefund,
    openDispute,
    decideDispute,
    authenticate,
    end,
    methodOf: (intent: StripeObject): TestMethod => customers.testMethodOf(String(intent.payment_method)),
  };
}
