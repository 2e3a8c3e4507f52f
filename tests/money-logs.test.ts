/** The whole way of the money, with secrets written wherever a text may stand: none is in anything that is kept for operators. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type App, buildApp } from '../src/app';
import { readConfig } from '../src/config';
import { Api, type Json } from '../src/journey/api';
import { runJourney } from '../src/journey/journey';
import { signWebhook } from '../src/modules/gateway/sandbox/sandbox-signature.rules';
import { systemActor } from '../src/platform/kernel/actor';
import { DAY_MS, HOUR_MS } from '../src/platform/kernel/clock';
import { newId, newSecret } from '../src/platform/kernel/ids';
import { makeDatabase } from './support/database';
import { type FmcsaStandIn, startFmcsaStandIn } from './support/fmcsa-stand-in';
import { startLeakingProxy } from './support/leaking-proxy';
import { newListing } from './support/make-listings';
import { sessionOf } from './support/make-proof';
import { type ServerProcess, startServerProcess } from './support/server-process';
import { startStripeStandIn, type StripeStandIn, undescribedRequests } from './support/stripe-stand-in';

const LONG_MS = 300_000;
const CALM_MS = 30_000;

/** Made up anew each time, so that nothing can be known beforehand. */
const madeUp = (length: number): string =>
  newSecret()
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, length);

const PASSWORD = `${madeUp(12)} ${madeUp(12)}`;
const ADMIN = { email: 'admin@example.com', password: `${madeUp(20)}!` };
const SECOND_ADMIN = { email: 'admin2@example.com', password: `${madeUp(20)}!` };
const STRIPE_KEY = `sk_test_${madeUp(24)}`;
const WEBHOOK_SECRET = `whsec_${madeUp(32)}`;
const CARDS = [
  '4242424242424242',
  '4242 4242 4242 4242',
  '4242-4242-4242-4242',
  '378282246310005',
  '3782 822463 10005',
];
const JWT = `eyJ${madeUp(20)}.eyJ${madeUp(30)}.${madeUp(40)}`;
const KEYS = [`sk_live_${madeUp(24)}`, `rk_live_${madeUp(24)}`, `whsec_${madeUp(32)}`, JWT];
const BANK_ACCOUNT = '000123456789012';
const EINS = { number: 274_418_303, text: '36-2098714' };
/** What people write where it does not belong. */
const PLANTED = [...CARDS, ...KEYS, BANK_ACCOUNT, EINS.text];
const GOSSIP = `Cannot use ${PLANTED.join(', ')} of Bearer ${JWT}`;

let home: Awaited<ReturnType<typeof makeDatabase>>;
let fmcsa: FmcsaStandIn;
let stripe: StripeStandIn;
let proxy: Awaited<ReturnType<typeof startLeakingProxy>>;
let keeper: App;
let server: ServerProcess;
let offsetMs = 0;
const logFolder = mkdtempSync(join(tmpdir(), 'mc-exchange-log-'));
const secrets = new Set<string>();

beforeAll(async () => {
  home = await makeDatabase();
  fmcsa = await startFmcsaStandIn();
  stripe = await startStripeStandIn(() => Date.now() + offsetMs);
  proxy = await startLeakingProxy(stripe.url);
  const environment = {
    NODE_ENV: 'test',
    RATE_LIMIT_PROFILE: 'off',
    CLOCK: 'movable',
    LOG_LEVEL: 'debug',
    JWT_ACCESS_SECRET: madeUp(40),
    EIN_HASH_SECRET: madeUp(40),
    TWO_FACTOR_SECRET: madeUp(40),
    BANK_ACCOUNT_SECRET: madeUp(40),
    WEBHOOK_ENDPOINT_SECRET: madeUp(40),
    FMCSA_WEB_KEY: fmcsa.webKey,
    FMCSA_API_URL: fmcsa.url,
    FMCSA_REQUESTS_PER_SECOND: '1000',
    PAYMENT_GATEWAY: 'stripe',
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    STRIPE_API_BASE: proxy.url,
    WIRE_BENEFICIARY: 'MC Exchange',
    WIRE_BANK_NAME: 'Test Bank',
    WIRE_ROUTING_NUMBER: '021000021',
    WIRE_ACCOUNT_NUMBER: '88204411957',
    REDIS_KEY_PREFIX: `mcx-test:${newId()}:`,
    ...home.environment,
  };
  for (const name of [
    'JWT_ACCESS_SECRET',
    'EIN_HASH_SECRET',
    'TWO_FACTOR_SECRET',
    'BANK_ACCOUNT_SECRET',
    'WEBHOOK_ENDPOINT_SECRET',
    'FMCSA_WEB_KEY',
  ] as const) {
    secrets.add(environment[name]);
  }
  secrets.add(environment.WIRE_ACCOUNT_NUMBER);
  for (const secret of [
    PASSWORD,
    ADMIN.password,
    SECOND_ADMIN.password,
    STRIPE_KEY,
    WEBHOOK_SECRET,
    ...PLANTED,
  ])
    secrets.add(secret);
  for (const ein of ['274418303', '27-4418303', '362098714', EINS.text]) secrets.add(ein);
  keeper = buildApp(readConfig({ ...environment, LOG_LEVEL: 'error' }), { silent: true });
  await keeper.prepare();
  for (const admin of [ADMIN, SECOND_ADMIN]) {
    await keeper.modules.identity.createUser(
      { ...admin, firstName: 'Test', lastName: 'Admin', roles: ['admin'] },
      systemActor('tests'),
    );
  }
  server = await startServerProcess({ ...environment, LOG_FOLDER: logFolder });
}, LONG_MS);

afterAll(async () => {
  await server.kill();
  await keeper.stop();
  await proxy.close();
  await stripe.close();
  await fmcsa.close();
  await home.remove();
  rmSync(logFolder, { recursive: true });
}, LONG_MS);

const post = (path: string, body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

const sendEvent = (event: object, secret = WEBHOOK_SECRET): Promise<Response> => {
  const body = JSON.stringify(event);
  const signature = signWebhook(body, secret, Math.floor((Date.now() + offsetMs) / 1_000));
  return post('/webhooks/stripe', body, { 'stripe-signature': signature });
};

async function deliver(): Promise<void> {
  stripe.world.catchUp();
  for (const event of stripe.world.takeEvents()) await sendEvent(event);
}

/** Somebody new, whose log-in is a secret as well. */
async function enrol(role: 'BUYER' | 'SELLER'): Promise<{ api: Api; id: string; email: string }> {
  const email = `${role.toLowerCase()}-${newId()}@example.com`;
  const gate = new Api(server.url);
  const person = { email, password: PASSWORD, firstName: 'Some', lastName: 'Body', role };
  await gate.post('/auth/register', role === 'SELLER' ? { ...person, companyName: 'Somebody LLC' } : person);
  await keeper.platform.database.change('UPDATE users SET emailVerifiedAt = 1 WHERE email = :email', {
    email,
  });
  const { accessToken } = await gate.post('/auth/login', { email, password: PASSWORD });
  secrets.add(String(accessToken));
  const api = new Api(server.url, { token: String(accessToken) });
  return { api, email, id: String((await api.get('/auth/me')).id) };
}

/** A carrier whose record bears an employer number. */
async function carrierWith(ein: number | string): Promise<number> {
  const usdot = await fmcsa.addCarrier();
  const path = `/carriers/${usdot}`;
  const answer = await fetch(`${fmcsa.url}${path}?webKey=${fmcsa.webKey}`);
  const { content } = (await answer.json()) as { content: { carrier: Json } };
  fmcsa.change(path, { ...content, carrier: { ...content.carrier, ein } });
  return usdot;
}

const refused = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

it(
  'no card number, key, employer number, password or bank account is in what the product writes down',
  async () => {
    const admin = await new Api(server.url).as(ADMIN.email, ADMIN.password);
    const usdots = [await carrierWith(EINS.number), await carrierWith(EINS.text)];

    // Two sales: one ends with the seller paid, one in a dispute with a refund.
    for (const [nth, kind] of (['sale', 'dispute'] as const).entries()) {
      const delivering = { on: true };
      const news = (async () => {
        while (delivering.on) {
          await deliver();
          await pause(50);
        }
      })();
      const usdot = usdots[nth];
      const lines: string[] = [];
      const outcome = await runJourney({
        url: server.url,
        kind,
        usdot,
        admin: ADMIN,
        secondAdmin: SECOND_ADMIN,
        write: (line) => lines.push(line),
      });
      delivering.on = false;
      await news;
      expect([lines.at(-1), outcome.off]).toEqual([expect.anything(), []]);
    }

    // Credits by card, refused and good, and by subscription.
    const buyer = await enrol('BUYER');
    const buy = (paymentMethodId: string) =>
      buyer.api.post('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId });
    await buy('pm_card_visa');
    await buy('pm_card_chargeDeclinedInsufficientFunds');
    await refused(buy('4242424242424242'));
    const { checkoutUrl } = await buyer.api.post('/credits/subscribe', {
      plan: 'STARTER',
      interval: 'MONTH',
    });
    stripe.checkouts.pay(new URL(String(checkoutUrl)).pathname.split('/').at(-1) ?? '', 'pm_card_visa');
    await deliver();

    // A payout account, and payouts whose answers leak.
    const seller = await enrol('SELLER');
    await keeper.modules.ledger.post([
      {
        id: `test:${seller.id}:earned`,
        debit: 'bank:wire',
        credit: `payable:${seller.id}`,
        amount: 10_000,
        unit: 'USD',
        reason: 'Earned',
        subject: { type: 'test', id: seller.id },
      },
    ]);
    await seller.api.post('/seller/payout-account');
    await seller.api.put('/seller/bank-account', {
      accountHolder: 'Some Body',
      bankName: 'First Test Bank',
      routingNumber: '021000021',
      accountNumber: BANK_ACCOUNT,
    });
    stripe.connect.completeAccount(stripe.world.all('account').at(-1)?.id ?? '', 'ARRIVE');
    await deliver();
    await admin.post('/clock/advance', { byMs: 48 * HOUR_MS });
    offsetMs += 48 * HOUR_MS;
    const again = {
      admin: await new Api(server.url).as(ADMIN.email, ADMIN.password),
      buyer: await new Api(server.url).as(buyer.email, PASSWORD),
      seller: await new Api(server.url).as(seller.email, PASSWORD),
    };
    await again.seller.post('/seller/payouts', { amountCents: 1_000 });
    for (const status of [400, 401, 402, 403, 409, 429, 500]) {
      proxy.say({ status, message: GOSSIP });
      await refused(
        again.buyer.post('/credits/purchase', {
          credits: 1,
          method: 'CARD',
          paymentMethodId: 'pm_card_visa',
        }),
      );
      await refused(again.seller.post('/seller/payouts', { amountCents: 1_000 }));
      await refused(again.seller.post('/seller/payout-account'));
      await pause(100);
    }
    proxy.say(null);

    // News that is signed, that is not, and that cannot be what it says.
    const [intent] = stripe.world.all('payment_intent');
    const news = (type: string, object: object) => ({
      id: `evt_${madeUp(20)}`,
      object: 'event',
      type,
      created: 1_790_000_000,
      data: {
        object: { created: 1_790_000_000, metadata: { note: GOSSIP }, description: GOSSIP, ...object },
      },
    });
    const dispute = { id: 'dp_one', object: 'dispute', amount: 1_000, currency: 'usd', reason: 'fraudulent' };
    const disputed = {
      ...dispute,
      payment_intent: intent?.id,
      status: 'needs_response',
      evidence: { note: GOSSIP },
    };
    expect((await sendEvent(news('charge.dispute.created', disputed))).status).toBe(200);
    await sendEvent(news('charge.dispute.closed', { ...disputed, status: 'lost' }));
    await sendEvent(news('customer.updated', { id: 'cus_one', object: 'customer' }));
    for (const text of [...CARDS, ...KEYS]) {
      const id = `dp_${text.replaceAll(/\W/g, '')}`;
      await sendEvent(news('charge.dispute.created', { ...disputed, id, payment_intent: null }));
    }
    for (const text of [...PLANTED, GOSSIP]) {
      await sendEvent(news('charge.dispute.created', { ...disputed, id: 'dp_two', currency: text }));
      await sendEvent(news('payment_intent.succeeded', { ...intent, currency: text }));
      await sendEvent(news('payment_intent.succeeded', { ...intent, currency: text }), `whsec_${madeUp(32)}`);
      await post('/webhooks/stripe', `{"card":"${text}"`, { 'stripe-signature': text });
    }

    // Every text, line and header that people fill in as they like.
    for (const text of PLANTED) {
      const headers = {
        'x-request-id': text.replaceAll(' ', '.'),
        'user-agent': text,
        'idempotency-key': text.replaceAll(' ', '-'),
        referer: `https://example.com/?card=${text}`,
        cookie: `session=${text}`,
        authorization: `Bearer ${text.replaceAll(' ', '')}`,
      };
      await post('/credits/purchase', `{"card": "${text}"`, headers);
      await fetch(
        `${server.url}/api/payments/${encodeURIComponent(text)}?ein=36-2098714&card=${encodeURIComponent(text)}`,
        { headers },
      );
      const reason = `The customer wrote ${text} to us.`;
      await again.admin.post('/credits/bonus', { userId: buyer.id, credits: 1, reason });
      const usdot = await fmcsa.addCarrier();
      const session = { ...sessionOf(Date.now()), recording: reason };
      const proof = { userId: seller.id, usdot, level: 3, evidence: reason, session };
      await again.admin.post('/admin/proof-of-control', proof);
      await again.seller.post('/listings', {
        ...newListing({ usdot }),
        description: reason,
      });
      await refused(new Api(server.url).post('/auth/login', { email: buyer.email, password: text }));
      await refused(again.admin.post(`/admin/users/${buyer.id}/unblock`, { reason }));
    }
    const wired = await again.seller.post('/seller/payouts', { amountCents: 1_000, method: 'WIRE' });
    const next = await again.seller.post('/seller/payouts', { amountCents: 1_000, method: 'WIRE' });
    const goesTo = await again.admin.post(`/admin/payouts/${String(wired.id)}/bank-account`);
    expect(goesTo.accountNumber).toBe(BANK_ACCOUNT);
    await again.admin.post(`/admin/payouts/${String(wired.id)}/record-wire`, {
      reference: `From ${BANK_ACCOUNT}`,
    });
    await again.admin.post(`/admin/payouts/${String(next.id)}/refuse-wire`, {
      reason: `No ${BANK_ACCOUNT} there.`,
    });

    const deadline = Date.now() + CALM_MS;
    await again.admin.post('/clock/advance', { byMs: DAY_MS });
    const later = await new Api(server.url).as(ADMIN.email, ADMIN.password);
    while (Number((await later.get('/admin/jobs')).due) > 0 && Date.now() < deadline) await pause(100);
    expect(await server.stop()).toBe(0);

    const written = new Map([['standard output and error', server.written()]]);
    for (const name of readdirSync(logFolder)) written.set(name, readFileSync(join(logFolder, name), 'utf8'));
    for (const [name, sql] of Object.entries({
      audit: 'SELECT * FROM audit_entries',
      jobs: 'SELECT lastError FROM jobs WHERE lastError IS NOT NULL',
      events: 'SELECT reason FROM webhook_events WHERE reason IS NOT NULL',
      payments: 'SELECT failureCode, failureReason FROM payments WHERE failureReason IS NOT NULL',
      payouts: 'SELECT failureReason FROM payouts WHERE failureReason IS NOT NULL',
    })) {
      const rows = await keeper.platform.database.select(sql);
      written.set(name, rows.map((row) => JSON.stringify(row)).join('\n'));
    }
    const lines = (name: string) => (written.get(name) ?? '').split('\n');
    expect(lines('combined.log').length).toBeGreaterThan(300);
    for (const said of [
      'a webhook event waits for a person',
      'the payment gateway did not answer',
      'job failed',
    ]) {
      expect([said, written.get('combined.log')?.includes(said)]).toEqual([said, true]);
    }
    const found = [...written.keys()].flatMap((name) =>
      lines(name).flatMap((line) =>
        [...secrets]
          .filter((secret) => line.includes(secret))
          .map((secret) => `${name}: ${secret} in ${line.slice(0, 300)}`),
      ),
    );
    expect(found).toEqual([]);
    expect(undescribedRequests()).toEqual([]);
    for (const name of ['audit', 'events', 'payments', 'payouts']) {
      expect([name, lines(name).join('').includes('[redacted')]).toEqual([name, true]);
    }
  },
  LONG_MS,
);
