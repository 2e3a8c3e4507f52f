/** What stands at the stand-in of Stripe: its objects, how requests change them, and the events that follow. */
import { findTestMethod } from '../../src/modules/payments/sandbox/test-methods.rules';
import { DAY_MS } from '../../src/platform/kernel/clock';
import { fieldsOf, type Form } from './stripe-form';

export interface StripeObject {
  id: string;
  object: string;
  created: number;
  metadata: Record<string, string>;
  // Each kind has its own further fields; the product reads them through its schemas.
  [field: string]: unknown;
}

export interface StripeEvent {
  id: string;
  object: 'event';
  type: string;
  created: number;
  account?: string;
  data: { object: StripeObject };
}

export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: object;

  constructor(
    status: number,
    body: {
      type: string;
      code?: string;
      message: string;
      payment_intent?: unknown;
      decline_code?: string | null;
    },
  ) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

const missing = (id: string) =>
  new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such object: '${id}'.`,
  });
const refuse = (code: string, message: string) =>
  new StripeRefusal(400, { type: 'invalid_request_error', code, message });

const BANK_SETTLES_AFTER_MS = 4 * DAY_MS;
const REFUND_SETTLES_AFTER_MS = 3 * DAY_MS;

export class StripeWorld {
  readonly objects = new Map<string, StripeObject>();
  /** Not delivered yet, oldest first. */
  pending: StripeEvent[] = [];
  readonly #now: () => number;
  readonly #later: { at: number; act: () => void }[] = [];
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Does what the clock has made due. */
  catchUp(): void {
    for (let due = this.#takeDue(); due; due = this.#takeDue()) due.act();
  }

  #takeDue() {
    const index = this.#later.findIndex(({ at }) => at <= this.#now());
    return index < 0 ? undefined : this.#later.splice(index, 1)[0];
  }

  all(object: string): StripeObject[] {
    return [...this.objects.values()].filter((each) => each.object === object);
  }

  tell(type: string, object: StripeObject, account?: string): void {
    this.pending.push({
      id: this.#id('evt'),
      object: 'event',
      type,
      created: this.#seconds(),
      ...(account ? { account } : {}),
      data: { object: structuredClone(object) },
    });
  }

  get(id: string): StripeObject {
    const found = this.objects.get(id);
    if (!found) throw missing(id);
    return found;
  }

  act(operation: string, id: string, form: Form): unknown {
    const act = this.#operations[operation];
    if (act) return structuredClone(act(form, id));
    const list = /^GET \/v1\/([\w/]+)$/.exec(operation);
    if (list) return this.#list(list[1] ?? '', form);
    if (operation.startsWith('GET ')) return this.get(id);
    throw refuse('not_served', `The stand-in does not serve ${operation}.`);
  }

  readonly #operations: Record<string, (form: Form, id: string) => unknown> = {
    'POST /v1/payment_intents': (form) => this.#pay(form),
    'GET /v1/payment_intents/search': (form) => {
      const wanted = /'([^']+)'$/.exec(form.get('query') ?? '')?.[1];
      const data = this.all('payment_intent').filter(({ metadata }) => metadata.paymentId === wanted);
      return { object: 'search_result', data, has_more: false };
    },
    'GET /v1/payment_methods/{id}': (_, id) => {
      if (!this.objects.has(id) && !findTestMethod(id)) throw missing(id);
      return this.objects.get(id) ?? { id, object: 'payment_method', customer: null };
    },
    'POST /v1/payment_intents/{id}/cancel': (_, id) => {
      const intent = this.get(id);
      if (intent.status !== 'requires_payment_method') {
        throw refuse('payment_intent_unexpected_state', `The payment is ${String(intent.status)}.`);
      }
      return this.#change(intent, { status: 'canceled' }, 'payment_intent.canceled');
    },
    'POST /v1/refunds': (form) => this.#refund(form),
    'POST /v1/accounts': (form) =>
      this.#make('acct', 'account', form, {
        details_submitted: false,
        payouts_enabled: false,
        requirements: null,
      }),
    'POST /v1/account_links': (form) => ({
      object: 'account_link',
      created: this.#seconds(),
      expires_at: this.#seconds() + 300,
      url: `https://connect.example/${form.get('account')}`,
    }),
    'POST /v1/transfers': (form) => this.#transfer(form),
    'POST /v1/transfers/{id}/reversals': (_, id) => {
      const { amount } = this.get(id);
      this.#change(this.get(id), { reversed: true, amount_reversed: amount }, 'transfer.reversed');
      return { id: this.#id('trr'), object: 'transfer_reversal', amount, transfer: id };
    },
  };

  #pay(form: Form): StripeObject {
    const methodId = form.get('payment_method') ?? '';
    const method = findTestMethod(methodId);
    if (!method) throw missing(methodId);
    if (
      form.get('allowed_payment_method_types[0]') !== (method.method === 'CARD' ? 'card' : 'us_bank_account')
    ) {
      throw refuse('payment_intent_incompatible_payment_method', 'The payment method is of another kind.');
    }
    const intent = this.#make('pi', 'payment_intent', form, {
      amount: Number(form.get('amount')),
      amount_received: 0,
      currency: form.get('currency'),
      payment_method: methodId,
      customer: form.get('customer') ?? null,
      last_payment_error: null,
      status: 'processing',
    });
    if (method.method === 'CARD') {
      const ended = this.#endPayment(intent, method.failure);
      if (!method.failure) return ended;
      const { code, declineCode, message } = method.failure;
      throw new StripeRefusal(402, {
        type: 'card_error',
        code,
        decline_code: declineCode,
        message,
        payment_intent: ended,
      });
    }
    this.tell('payment_intent.processing', intent);
    this.#after(BANK_SETTLES_AFTER_MS, () => {
      const open = this.get(intent.id);
      if (open.status === 'processing') this.#endPayment(open, method.failure);
    });
    return intent;
  }

  #endPayment(
    intent: StripeObject,
    failure: { code: string; declineCode: string | null; message: string } | null,
  ): StripeObject {
    if (!failure) {
      const changes = { status: 'succeeded', amount_received: intent.amount };
      return this.#change(intent, changes, 'payment_intent.succeeded');
    }
    const { code, declineCode, message } = failure;
    const last_payment_error = { type: 'card_error', code, decline_code: declineCode, message };
    const changes = { status: 'requires_payment_method', last_payment_error };
    return this.#change(intent, changes, 'payment_intent.payment_failed');
  }

  #refund(form: Form): StripeObject {
    const intent = this.get(form.get('payment_intent') ?? '');
    const amount = Number(form.get('amount'));
    const standing = this.all('refund').filter(
      (each) => each.payment_intent === intent.id && each.status !== 'failed',
    );
    const given = standing.reduce((sum, each) => sum + Number(each.amount), 0);
    if (amount > Number(intent.amount_received) - given) {
      throw refuse('charge_already_refunded', 'The refund is greater than what is left of the payment.');
    }
    const behaviour = findTestMethod(String(intent.payment_method))?.refunds ?? 'AT_ONCE';
    const refund = this.#make('re', 'refund', form, {
      amount,
      currency: intent.currency,
      payment_intent: intent.id,
      status: behaviour === 'LATER' ? 'pending' : 'succeeded',
    });
    this.tell('refund.created', refund);
    if (behaviour === 'LATER') {
      this.#after(REFUND_SETTLES_AFTER_MS, () =>
        this.#change(this.get(refund.id), { status: 'succeeded' }, 'refund.updated'),
      );
    }
    if (behaviour === 'COME_BACK') {
      const changes = { status: 'failed', failure_reason: 'expired_or_canceled_card' };
      this.#after(REFUND_SETTLES_AFTER_MS, () => this.#change(this.get(refund.id), changes, 'refund.failed'));
    }
    return refund;
  }

  #transfer(form: Form): StripeObject {
    const account = this.get(form.get('destination') ?? '');
    if (account.payouts_enabled !== true || account.refuses === true) {
      throw refuse('account_invalid', 'The account cannot receive transfers.');
    }
    const transfer = this.#make('tr', 'transfer', form, {
      amount: Number(form.get('amount')),
      amount_reversed: 0,
      reversed: false,
      currency: form.get('currency'),
      destination: account.id,
      transfer_group: form.get('transfer_group') ?? null,
    });
    this.tell('transfer.created', transfer);
    return transfer;
  }

  /** As the owner of an account would on Stripe's pages. */
  completeAccount(id: string, refuses = false): void {
    this.#change(
      this.get(id),
      { details_submitted: true, payouts_enabled: true, refuses },
      'account.updated',
    );
  }

  #list(path: string, form: Form): unknown {
    const objects = this.all(path.replace(/s$/, '')).toReversed();
    const filters = ['payment_intent', 'transfer_group', 'customer', 'email'];
    const matching = objects.filter((each) =>
      filters.every((name) => !form.has(name) || each[name] === form.get(name)),
    );
    const start = matching.findIndex(({ id }) => id === form.get('starting_after')) + 1;
    const limit = Number(form.get('limit') ?? 10);
    const data = matching.slice(start, start + limit);
    return { object: 'list', data, has_more: start + limit < matching.length };
  }

  #make(prefix: string, object: string, form: Form, fields: Record<string, unknown>): StripeObject {
    const made = {
      id: this.#id(prefix),
      object,
      created: this.#seconds(),
      metadata: fieldsOf(form, 'metadata'),
      ...fields,
    };
    this.objects.set(made.id, made);
    return made;
  }

  #change(object: StripeObject, changes: Record<string, unknown>, type: string): StripeObject {
    Object.assign(object, changes);
    this.tell(type, object);
    return object;
  }

  #after(ms: number, act: () => void): void {
    this.#later.push({ at: this.#now() + ms, act });
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}_standin${String(this.#count).padStart(8, '0')}`;
  }

  #seconds = (): number => Math.floor(this.#now() / 1_000);
}
