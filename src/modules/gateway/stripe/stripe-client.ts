/** The one way to Stripe: the pinned version, the caller's own idempotency key, errors told apart. */
import type Stripe from 'stripe';
import { throwIfGivenUp } from '../../../platform/jobs/hold';
import { GatewayRefusal } from '../payment-gateway';
import type { GatewayConfig } from '../gateway.config';
import { stripe } from './stripe-library';

/** The shapes in `gateway.ts` are those of this version; Stripe keeps it for us, and signs webhooks in it. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

/** A request in hand when its job is given up ends by this; a job that was given up makes no further one. */
const TIMEOUT_MS = 20_000;

/** Answers that say no for good. Whatever else goes wrong leaves the outcome unknown, to be looked up. */
const FINAL_TYPES = ['StripeCardError', 'StripeInvalidRequestError'];
const UNDECIDED_STATUS = [409, 429];

export type StripeClient = Stripe;

export function createStripeClient({ STRIPE_SECRET_KEY, STRIPE_API_BASE }: GatewayConfig): StripeClient {
  const base = STRIPE_API_BASE ? new URL(STRIPE_API_BASE) : null;
  return new (stripe())(STRIPE_SECRET_KEY ?? '', {
    apiVersion: STRIPE_API_VERSION,
    // Retries of the library's own would end before ours and hide what happened. It keeps one, with the same key, for a
    // connection that was closed.
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
    httpClient: createHttpClient(),
    ...(base
      ? {
          protocol: base.protocol === 'http:' ? ('http' as const) : ('https' as const),
          host: base.hostname,
          port: base.port,
        }
      : {}),
  });
}

function createHttpClient() {
  const client = stripe().createNodeHttpClient();
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    throwIfGivenUp();
    return makeRequest(...request);
  };
  return client;
}

/** @throws GatewayRefusal for a final no; the error itself, without its raw request, for everything undecided. */
export async function asking<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof stripe().errors.StripeError ? toOurs(error) : error;
  }
}

function toOurs(error: Stripe.errors.StripeError): Error {
  const final = FINAL_TYPES.includes(error.type) && !UNDECIDED_STATUS.includes(error.statusCode ?? 0);
  if (final) return new GatewayRefusal(error.decline_code ?? error.code ?? 'invalid_request', error.message);
  return new Error(
    `Stripe left it open: ${error.type} ${error.statusCode ?? ''} ${error.requestId ?? ''}`.trim(),
  );
}

/** The refusal of a card, with the payment that it belongs to. */
export function refusedIntent(error: unknown): unknown {
  return error instanceof stripe().errors.StripeCardError ? (error.payment_intent ?? null) : null;
}

const PAGE = 100;

/** A whole list, page by page. */
export async function* readPages<Item extends { id: string }>(
  list: (page: { limit: number; starting_after?: string }) => Promise<{ data: Item[]; has_more: boolean }>,
): AsyncGenerator<Item[]> {
  for (let after: string | undefined; ;) {
    const page = await asking(() => list({ limit: PAGE, ...(after ? { starting_after: after } : {}) }));
    if (page.data.length > 0) yield page.data;
    after = page.data.at(-1)?.id;
    if (!page.has_more || !after) return;
  }
}
