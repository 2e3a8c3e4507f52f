/** The world of the stand-in of Stripe: the objects in it, its time, and the events that it tells of what happened. */
import { asSent, findUndescribed } from './stripe-described';
import { DESCRIBED_VERSION, fieldsOf, type Form } from './stripe-form';

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
  api_version: string | null;
  livemode: boolean;
  pending_webhooks: number;
  request: null;
  account?: string;
  data: { object: StripeObject };
}

/** What one request does: `id` is the one in its path. */
export type Operation = (form: Form, id: string) => unknown;
export type Operations = Record<string, Operation>;

interface RefusalBody {
  type: string;
  code?: string;
  message: string;
  payment_intent?: unknown;
  decline_code?: string | null;
}

export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;

  constructor(status: number, body: RefusalBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export const missing = (id: string, kind = 'object') =>
  new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
  });
export const refuse = (code: string, message: string) =>
  new StripeRefusal(400, { type: 'invalid_request_error', code, message });

/** Fields by which the lists of Stripe can be narrowed, as far as they are served here. */
const FILTERS = ['payment_intent', 'transfer_group', 'customer', 'email', 'status'];

export class StripeWorld {
  readonly objects = new Map<string, StripeObject>();
  /** Not delivered yet, oldest first. */
  pending: StripeEvent[] = [];
  /** Everything that was ever told, and what of it was taken. */
  told: StripeEvent[] = [];
  readonly delivered = new Set<string>();
  /** What was sent, or asked for, and is not in Stripe's description. */
  readonly undescribed: string[] = [];
  /** Ids of what a test has made odd on purpose. */
  readonly odd = new Set<string>();
  readonly #clock: () => number;
  #later: { at: number; act: () => void }[] = [];
  #count = 0;
  /** The instant of what is just being done, which a clock that was moved far has left behind. */
  #moment: number | null = null;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  now = (): number => this.#moment ?? this.#clock();
  seconds = (): number => Math.floor(this.now() / 1_000);

  /** Does what the clock has made due, each at its own time. */
  catchUp(): void {
    for (let due = this.#takeDue(); due; due = this.#takeDue()) {
      this.#moment = due.at;
      try {
        due.act();
      } finally {
        this.#moment = null;
      }
    }
  }

  #takeDue() {
    const [first] = this.#later.toSorted((one, other) => one.at - other.at);
    if (!first || first.at > this.#clock()) return undefined;
    this.#later = this.#later.filter((each) => each !== first);
    return first;
  }

  at(instantMs: number, act: () => void): void {
    this.#later.push({ at: instantMs, act });
  }

  after(ms: number, act: () => void): void {
    this.at(this.now() + ms, act);
  }

  /** Nothing that is under way will ever end. */
  stall(): void {
    this.#later = [];
  }

  all(object: string): StripeObject[] {
    return [...this.objects.values()].filter((each) => each.object === object);
  }

  get(id: string): StripeObject {
    const found = this.objects.get(id);
    if (!found) throw missing(id);
    return found;
  }

  make(prefix: string, object: string, form: Form, fields: Record<string, unknown>): StripeObject {
    const metadata = fieldsOf(form, 'metadata');
    const made = { id: this.newId(prefix), object, created: this.seconds(), metadata, ...fields };
    this.objects.set(made.id, made);
    return made;
  }

  /** Tells of it too, if there is an event for it. */
  change(object: StripeObject, changes: Record<string, unknown>, type?: string): StripeObject {
    Object.assign(object, changes);
    if (type) this.tell(type, object);
    return object;
  }

  tell(type: string, object: StripeObject, account?: string): void {
    const event: StripeEvent = {
      id: this.newId('evt'),
      object: 'event',
      type,
      created: this.seconds(),
      ...{ api_version: DESCRIBED_VERSION ?? null, livemode: false, pending_webhooks: 1, request: null },
      ...(account ? { account } : {}),
      data: { object: this.#shown(object) as StripeObject },
    };
    this.#judge(event);
    this.pending.push(event);
    this.told.push(event);
  }

  /** What leaves the stand-in in an answer. */
  send(answer: unknown): unknown {
    const sent = this.#shown(answer);
    this.#judge(sent);
    return sent;
  }

  #shown = (object: unknown): unknown => asSent(structuredClone(object), (id) => this.odd.has(String(id)));

  #judge(sent: unknown): void {
    this.undescribed.push(...findUndescribed(sent, (id) => this.odd.has(String(id))));
  }

  /** How events get lost in order and number on their way. */
  mix: (events: StripeEvent[]) => StripeEvent[] = (events) => events;

  /** As if it had never been, and nobody had told of it. */
  forget(id: string): void {
    this.objects.delete(id);
    const isOther = ({ data }: StripeEvent) => data.object.id !== id;
    this.told = this.told.filter(isOther);
    this.pending = this.pending.filter(isOther);
  }

  takeEvents(): StripeEvent[] {
    const events = this.pending;
    this.pending = [];
    return this.mix(events);
  }

  listUndelivered(form: Form): unknown {
    const since = Number(form.get('created[gte]'));
    const undelivered = this.told.filter(
      ({ id, created, account }) => created >= since && !account && !this.delivered.has(id),
    );
    return this.list(undelivered, form);
  }

  /** A page of a list, newest first, as the query asks for it. */
  list<Listed extends { id: string }>(objects: Listed[], form: Form): unknown {
    const matching = objects
      .toReversed()
      .filter((each) =>
        FILTERS.every(
          (name) => !form.has(name) || (each as Record<string, unknown>)[name] === form.get(name),
        ),
      );
    const start = matching.findIndex(({ id }) => id === form.get('starting_after')) + 1;
    const limit = Number(form.get('limit') ?? 10);
    const data = matching.slice(start, start + limit);
    return { object: 'list', data, has_more: start + limit < matching.length };
  }

  newId(prefix: string): string {
    this.#count += 1;
    return `${prefix}_standin${String(this.#count).padStart(8, '0')}`;
  }
}
