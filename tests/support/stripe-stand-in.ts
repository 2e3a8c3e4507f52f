/** A stand-in of the parts of Stripe's HTTP interface that the product uses, which can fail as networks and servers do. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS } from '../../src/platform/kernel/clock';
import { createStripeCheckouts } from './stripe-checkouts';
import { createStripeConnect } from './stripe-connect';
import { createStripeCustomers } from './stripe-customers';
import { createStripeDashboard, createStripePortal } from './stripe-dashboard';
import { DESCRIBED_VERSION, findUnknown, findOperation, readForm, type Form } from './stripe-form';
import { createStripeIdentity } from './stripe-identity';
import { createStripePayments } from './stripe-payments';
import { createStripeSubscriptions } from './stripe-subscriptions';
import { type Operations, refuse, StripeRefusal, StripeWorld } from './stripe-world';

/**
 * RESET: the connection breaks before anything happened. DROP: it happens, and the answer is lost. The others answer
 * without any effect; a refusal is kept under its key, as Stripe does.
 */
export type NetworkFault = 'RESET' | 'DROP' | 'ERROR_500' | 'RATE_LIMIT';
export type Fault = NetworkFault | Refused;
export interface Refused {
  status: number;
  error: { type: string; code?: string; message: string };
}

/** Stripe may forget a key after a day. */
const KEY_LIFE_MS = DAY_MS;

interface Answer {
  status: number;
  body: unknown;
}

export type StripeStandIn = Awaited<ReturnType<typeof startStripeStandIn>>;

const undescribedByAll: string[][] = [];

/** Requests to any stand-in, and what any has sent, that Stripe's description does not know; a test file that leaves some has failed. */
export const undescribedRequests = (): string[] => undescribedByAll.flat();

/** `now` in milliseconds. */
export async function startStripeStandIn(now: () => number) {
  const world = new StripeWorld(now);
  const customers = createStripeCustomers(world);
  const payments = createStripePayments(world, customers);
  const subscriptions = createStripeSubscriptions(world, customers, payments);
  const checkouts = createStripeCheckouts(world, customers, subscriptions);
  const connect = createStripeConnect(world);
  const identity = createStripeIdentity(world);
  const dashboard = createStripeDashboard(world, { payments, subscriptions });
  const portal = createStripePortal(world, { payments, subscriptions });
  const operations: Operations = {
    ...customers.operations,
    ...payments.operations,
    ...subscriptions.operations,
    ...checkouts.operations,
    ...connect.operations,
    ...identity.operations,
    'GET /v1/events': (form) => world.listUndelivered(form),
  };
  const answers = new Map<string, { asked: string; answer: Answer; at: number }>();
  const { undescribed } = world;
  undescribedByAll.push(undescribed);
  let nextFault: (operation: string) => Fault | null = () => null;
  let delayMs = 0;

  function perform(operation: string, id: string, form: Form): unknown {
    const act = operations[operation];
    if (act) return act(form, id);
    if (operation.startsWith('GET ') && operation.endsWith('/{id}')) return world.get(id);
    const list = /^GET \/v1\/(\w+)s$/.exec(operation)?.[1];
    if (list) return world.list(world.all(list), form);
    throw refuse('not_served', `The stand-in does not serve ${operation}.`);
  }

  function act(operation: string, id: string, form: Form): Answer {
    world.catchUp();
    try {
      return { status: 200, body: world.send(perform(operation, id, form)) };
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return { status: error.status, body: { error: world.send(error.body) } };
    }
  }

  /** Stripe keeps the first answer under the key, and refuses the key with other parameters. */
  function actOnce(
    key: string | undefined,
    { name: operation, id, form }: { name: string; id: string; form: Form },
    refused?: Refused,
  ): Answer {
    const doIt = () =>
      refused ? { status: refused.status, body: { error: refused.error } } : act(operation, id, form);
    if (key === undefined) return doIt();
    const asked = JSON.stringify([operation, id, ...form]);
    const earlier = answers.get(key);
    if (earlier && earlier.at > now() - KEY_LIFE_MS) {
      if (earlier.asked === asked) return earlier.answer;
      const message = 'Keys for idempotent requests can only be used with the same parameters.';
      return { status: 400, body: { error: { type: 'idempotency_error', message } } };
    }
    const answer = doIt();
    // Who may not ask at all is refused before the key is looked at.
    if (answer.status !== 401 && answer.status !== 403) answers.set(key, { asked, answer, at: now() });
    return answer;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = readForm(request.method === 'POST' ? Buffer.concat(chunks).toString() : url.search);
    const found = findOperation(request.method ?? '', url.pathname);
    const unknown = found ? findUnknown(found.name, form) : [url.pathname];
    if (!found || unknown.length > 0) {
      undescribed.push(`${request.method} ${url.pathname}: ${unknown.join(', ')}`);
      const error = { type: 'invalid_request_error', message: 'Unknown.' };
      return send(response, { status: 400, body: { error } });
    }
    const key = request.headers['idempotency-key'];
    if (request.method === 'POST' && typeof key !== 'string')
      undescribed.push(`${found.name}: no idempotency key`);
    if (request.headers['stripe-version'] !== DESCRIBED_VERSION)
      undescribed.push(`${found.name}: version ${String(request.headers['stripe-version'])}`);
    const fault = nextFault(found.name);
    if (delayMs > 0) await new Promise((resume) => setTimeout(resume, delayMs));
    if (fault === 'RESET') return void request.socket.destroy();
    if (fault === 'ERROR_500') return send(response, { status: 500, body: { error: { type: 'api_error' } } });
    if (fault === 'RATE_LIMIT') {
      const error = { type: 'invalid_request_error', code: 'rate_limit' };
      return send(response, { status: 429, body: { error } });
    }
    const refused = typeof fault === 'object' ? (fault ?? undefined) : undefined;
    const made = actOnce(typeof key === 'string' ? key : undefined, { ...found, form }, refused);
    if (fault === 'DROP') return void request.socket.destroy();
    send(response, made);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    payments,
    subscriptions,
    checkouts,
    connect,
    identity,
    dashboard,
    portal,
    /** Requests that Stripe's description does not know; a test that leaves any has failed. */
    undescribed,
    failBy(choose: (operation: string) => Fault | null): void {
      nextFault = choose;
    },
    delayBy(ms: number): void {
      delayMs = ms;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_stand_in' });
  response.end(JSON.stringify(body));
}
