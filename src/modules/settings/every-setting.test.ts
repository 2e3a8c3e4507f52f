/** Every setting bites, on each instance within five seconds, and touches no deal that is open: one that stands nowhere here is red. */
import { setTimeout as wait } from 'node:timers/promises';
import { SETTINGS } from '../../config';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { smallPdf, upload } from '../../../tests/support/make-documents';
import { makeListings, newListing } from '../../../tests/support/make-listings';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import type { ApiAnswer } from '../../../tests/support/client';
import { DAY_MS, iso } from '../../platform/kernel/clock';
import { limitOf, problemsOf } from '../../platform/http/contract';
import type { RateLimit } from '../../platform/http/limits';

/** Small enough for what one administrator grants here to add up. */
const TWO_ADMINS = { TWO_ADMIN_LIMIT_CENTS: '50000' };

let world: DealWorld;
let app: TestApp;
let other: TestApp;
let listings: ReturnType<typeof makeListings>;
beforeAll(async () => {
  world = await startDealWorld({ ...TWO_ADMINS, WEBHOOK_LOOPBACK: 'true' });
  ({ app } = world);
  listings = makeListings(app);
  other = await startTestApp({ home: app.home, environment: { ...TWO_ADMINS, TWO_ADMIN_WINDOW_HOURS: '0' } });
  other.platform.events.start();
});
afterAll(async () => {
  await other.close();
  await world.close();
});

const isOf = (wanted: (setting: (typeof SETTINGS)[number]) => boolean): string[] =>
  SETTINGS.filter(wanted).map(({ name }) => name);
const LIMITS = isOf(({ name }) => name.startsWith('LIMIT_'));
const SWITCHES = isOf((setting) => 'feature' in setting && setting.feature === true);

/** By two, where it is about money. Holds on the other instance once this has come back. */
async function turn(values: Record<string, string | null>): Promise<void> {
  for (const admin of [world.admin, world.secondAdmin]) {
    const { version } = (await succeed(admin.get('/admin/settings'))).body.data;
    const { body } = await succeed(
      admin.put('/admin/settings', {
        ...{ version, reason: 'To see whether it bites.' },
        values: Object.entries(values).map(([name, value]) => ({ name, value })),
      }),
    );
    if (body.data.changed) break;
  }
  // Each instance of a test has a clock of its own; a moment passes between the looks at both.
  other.clock.advance(Math.max(0, app.clock.now() - other.clock.now()));
  const held = () =>
    Object.keys(values).every(
      (name) => JSON.stringify(valueAt(app, name)) === JSON.stringify(valueAt(other, name)),
    );
  const until = Date.now() + 5_000;
  while (!held() && Date.now() < until) await wait(20);
  expect([Object.keys(values), held()]).toEqual([Object.keys(values), true]);
}
const valueAt = ({ platform }: TestApp, name: string): unknown =>
  (platform.config as unknown as Record<string, unknown>)[name];

const shown = async (name: string): Promise<unknown> =>
  (await succeed(app.anonymous.get('/config'))).body.data[name];
const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const priceOfPlan = (plan: string) => async () =>
  (await succeed((await app.make.buyer()).post('/credits/subscribe', { plan, interval: 'MONTH' }))).body.data
    .priceCents as number;
const bought = (credits: number) => async () =>
  (await succeed((await app.make.buyer()).post('/credits/purchase', { credits, ...card }))).body.data
    .priceCents as number;
const openedAt = (amountCents: number) => async () => {
  const { depositCents, feeCents } = await world.read(await world.open({ amountCents }));
  return { depositCents, feeCents };
};
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ message }: Error) => /"code":"(\w+)"/.exec(message)?.[1] ?? message,
  );
/** How many they have then: as many as before, where it takes two. */
const grant = async (credits: number, to: TestUser): Promise<number> =>
  (await succeed(world.admin.post('/credits/bonus', { userId: to.id, credits, reason: 'To see who may.' })))
    .body.data.credits as number;
async function premium(field: 'feeCents' | 'payBy'): Promise<unknown> {
  const { id, seller } = await listings.active({ usdot: world.newCarrier() });
  const request = (await succeed(seller.post(`/listings/${id}/premium-request`, {}))).body.data;
  const { body } = await succeed(
    world.admin.put(`/admin/premium-requests/${request.id}`, { decision: 'APPROVE' }),
  );
  return field === 'payBy'
    ? Math.round((Date.parse(body.data.payBy) - app.clock.now()) / 86_400_000)
    : body.data.feeCents;
}
async function uploads(content?: Buffer): Promise<string> {
  const person = await app.make.seller();
  await upload(person);
  const { status, body } = await upload(person, content ? { content } : {});
  return `${status} ${body.code ?? ''}`;
}

const unlocked = (credits: number) => async () => {
  const { id } = await listings.active({ usdot: world.newCarrier() });
  const buyer = await app.make.buyer();
  if (credits > 1) await listings.giveCredits(buyer.id, credits - 1);
  return { buyer, id, refused: await refusal(listings.unlock(buyer, id)) };
};

/** With another value, what people meet is another. */
const BITES: Record<string, { to: string; seen(): Promise<unknown> }> = {
  ANNOUNCEMENT: { to: 'Wires rest on Friday.', seen: () => shown('announcement') },
  QUEUE_CLAIM_MINUTES: {
    to: '45',
    async seen() {
      const { id } = (await succeed(upload(await app.make.seller()))).body.data;
      const { body } = await succeed(world.admin.post(`/admin/queues/DOCUMENT_REVIEW/${id}/claim`));
      return Date.parse(body.data.until) - app.clock.now();
    },
  },
  TWO_ADMIN_LIMIT_CENTS: { to: '100', seen: async () => grant(1, await app.make.buyer()) },
  // With what was granted a moment ago it is above the limit.
  TWO_ADMIN_WINDOW_HOURS: { to: '1', seen: async () => grant(10, await app.make.buyer()) },
  DOCUMENTS_PER_PERSON: { to: '1', seen: () => uploads() },
  DOCUMENTS_MB_PER_PERSON: {
    to: '1',
    seen: () => uploads(smallPdf(`% ${'a'.repeat(1_200_000)}`)),
  },
  VERIFICATION_AT_UNLOCK: { to: 'FUNDS', seen: async () => (await unlocked(1)()).refused },
  VERIFICATION_AT_OFFER: {
    to: 'FUNDS',
    async seen() {
      const { buyer, id } = await unlocked(1)();
      return codeOf(buyer.post('/offers', { listingId: id, amountCents: 20_000_000 }));
    },
  },
  CARD_MOST_CENTS: {
    to: '100',
    async seen() {
      const deal = await world.at('SIGNED');
      const { body } = await deal.buyer.get(`/transactions/${deal.id}`);
      return body.data.due.options;
    },
  },
  SINGLE_CREDIT_PRICE_CENTS: { to: '3999', seen: bought(1) },
  LISTING_FEE_CENTS: { to: '3999', seen: () => shown('listingFeeCents') },
  FEATURE_LISTING_FEE: {
    to: 'false',
    async seen() {
      const { id, seller } = await listings.draft({ usdot: world.newCarrier() });
      return codeOf(seller.post(`/listings/${id}/submit`));
    },
  },
  CREDIT_PACKS: { to: '7=9999', seen: bought(7) },
  CREDITS_LOW_BELOW: {
    to: '0',
    async seen() {
      const { buyer } = await unlocked(2)();
      await app.settle();
      const told = (await buyer.get('/notifications?limit=100')).body.data as { kind: string }[];
      return told.some(({ kind }) => kind === 'CREDITS_LOW');
    },
  },
  PLAN_STARTER: { to: '5/12900/120000/2', seen: priceOfPlan('STARTER') },
  PLAN_PROFESSIONAL: { to: '11/22900/220000/5', seen: priceOfPlan('PROFESSIONAL') },
  PLAN_ENTERPRISE: { to: '31/52900/520000/10', seen: priceOfPlan('ENTERPRISE') },
  PLANS_INCLUDING_UNLOCKS: {
    to: 'STARTER',
    async seen() {
      const buyer = await app.make.buyer();
      const { body } = await succeed(
        buyer.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }),
      );
      await app.gateway.pages.payCheckout(body.data.checkoutUrl);
      await app.settle();
      await listings.unlock(buyer, (await listings.active({ usdot: world.newCarrier() })).id);
      return (await succeed(buyer.get('/credits/balance'))).body.data.credits;
    },
  },
  PREMIUM_LISTING_FEE_CENTS: { to: '29999', seen: () => premium('feeCents') },
  PREMIUM_PAYMENT_DAYS: { to: '9', seen: () => premium('payBy') },
  TRANSACTION_FEE_BASIS_POINTS: { to: '500', seen: openedAt(20_000_000) },
  DEPOSIT_BASIS_POINTS: { to: '1100', seen: openedAt(5_000_000) },
  DEPOSIT_LEAST_CENTS: { to: '600000', seen: openedAt(5_000_000) },
  DEPOSIT_MOST_CENTS: { to: '900000', seen: openedAt(20_000_000) },
  // What it comes to stands in `brokers.test.ts`, with a change while a deal runs.
  BROKER_SHARE_BASIS_POINTS: { to: '1000', seen: () => shown('brokerShareBasisPoints') },
  LISTING_EXPIRY_REMINDER_DAYS: {
    to: '0',
    async seen() {
      const { seller } = await listings.active({ usdot: world.newCarrier() });
      await app.later(86 * DAY_MS);
      return (await app.mail.sentTo(seller.email)).filter(({ subject }) => /expires soon/.test(subject))
        .length;
    },
  },
};

/** These two equal each other. */
const TOGETHER: Record<string, Record<string, string>> = {
  SINGLE_CREDIT_PRICE_CENTS: { LISTING_FEE_CENTS: '3999' },
  LISTING_FEE_CENTS: { SINGLE_CREDIT_PRICE_CENTS: '3999' },
};

it('stands here, each of them', () => {
  expect([...LIMITS, ...SWITCHES, ...Object.keys(BITES)].toSorted()).toEqual(isOf(() => true).toSorted());
});

describe('a setting', () => {
  let running: Awaited<ReturnType<DealWorld['open']>>;
  const agreed = async () => {
    const { feeCents, depositCents, priceCents, termsHash } = await world.read(running);
    return { feeCents, depositCents, priceCents, termsHash };
  };
  let before: unknown;
  beforeAll(async () => {
    running = await world.open();
    before = await agreed();
  });

  it.each(Object.entries(BITES))('%s changes what people meet, and back', async (name, { to, seen }) => {
    const usual = await seen();
    await turn({ [name]: to, ...TOGETHER[name] });
    const turned = await seen();
    expect(turned).not.toEqual(usual);
    expect(await agreed()).toEqual(before);
    await turn({
      [name]: null,
      ...Object.fromEntries(Object.keys(TOGETHER[name] ?? {}).map((each) => [each, null])),
    });
  });
});

const PASSWORD = 'violet harbour under the rain';
const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
const plan = { plan: 'STARTER', interval: 'MONTH' };
type Send = () => Promise<ApiAnswer>;

const mandateTerms = async () => ({
  termsVersion: (await succeed(world.admin.get('/brokers/terms'))).body.data.version as string,
  ...{ typedName: 'Test Person', accepted: true },
});
async function giveMandate(): Promise<{ broker: TestUser; give: Send }> {
  const [client, broker] = [await app.make.seller(), await app.make.user()];
  const endsAt = iso(app.clock.now() + 90 * DAY_MS);
  const mandate = { side: 'SELLER', email: broker.email, endsAt, ...(await mandateTerms()) };
  return { broker, give: () => client.post('/brokers', mandate) };
}
/** What an administrator prepares for somebody, who confirms it alone. */
async function prepared(person: TestUser, what: object): Promise<Send> {
  const asked = { for: { userId: person.id }, reason: 'They asked for it by telephone.', ...what };
  const { body } = await succeed(world.admin.post('/admin/prepared', asked));
  const { id, feeCents } = body.data;
  return () => person.post(`/prepared/${id}/confirm`, { feeCents });
}
const premiumListing = async (): Promise<string> => {
  const { id } = await listings.active({ usdot: world.newCarrier() });
  await app.platform.database.change('UPDATE listings SET premium = 1 WHERE id = :id', { id });
  return id;
};
const subscriber = async (): Promise<TestUser> => {
  const buyer = await app.make.buyer();
  const { body } = await succeed(buyer.post('/credits/subscribe', plan));
  await app.gateway.pages.payCheckout(body.data.checkoutUrl);
  await app.settle();
  return buyer;
};
const ownsWebhook = async (): Promise<{ owner: TestUser; id: string }> => {
  const owner = await app.make.user();
  const { body } = await succeed(owner.post('/webhook-endpoints', { url: 'http://127.0.0.1:65111/here' }));
  return { owner, id: String(body.data.id) };
};

/** By its switch, what begins by it: the operation, and a request of it that is answered well while the switch is on. */
const BEGINS: Record<string, readonly [operation: string, ready: () => Promise<Send>][]> = {
  FEATURE_REGISTRATION: [
    [
      'register',
      () =>
        Promise.resolve(() =>
          app.anonymous.post('/auth/register', {
            ...{ email: 'newcomer@example.com', password: PASSWORD },
            ...{ firstName: 'New', lastName: 'Comer', role: 'BUYER' },
          }),
        ),
    ],
  ],
  FEATURE_API_KEYS: [
    [
      'createApiKey',
      async () => {
        const person = await app.make.user();
        return () => person.post('/users/me/api-keys', { name: 'Feed', scopes: ['events:read'] });
      },
    ],
  ],
  FEATURE_BROKERS: [
    ['giveMandate', async () => (await giveMandate()).give],
    [
      'acceptMandate',
      async () => {
        const { broker, give } = await giveMandate();
        const [{ body }, terms] = [await succeed(give()), await mandateTerms()];
        return () => broker.post(`/brokers/clients/${body.data.id}/accept`, terms);
      },
    ],
  ],
  FEATURE_NEW_OFFERS: [
    [
      'makeOffer',
      async () => {
        const { buyer, id: listingId } = await unlocked(1)();
        return () => buyer.post('/offers', { listingId, amountCents: 20_000_000 });
      },
    ],
    [
      'confirmPrepared',
      async () => {
        const { buyer, id: listingId } = await unlocked(1)();
        return prepared(buyer, { offer: { listingId, amountCents: 19_000_000 } });
      },
    ],
  ],
  FEATURE_REVIEWS: [
    [
      'writeReview',
      async () => {
        const { id: transactionId, buyer } = await world.at('COMPLETED');
        return () => buyer.post('/reviews', { transactionId, stars: 5, content: 'A fair deal.' });
      },
    ],
  ],
  FEATURE_MESSAGES: [
    [
      'sendMessage',
      async () => {
        const { buyer, seller } = await world.offered();
        return () => buyer.post('/messages', { receiverId: seller.id, content: 'Is it still there?' });
      },
    ],
  ],
  FEATURE_CREDIT_SALES: [
    [
      'purchaseCredits',
      async () => {
        const buyer = await app.make.buyer();
        return () => buyer.post('/credits/purchase', { credits: 1, ...card });
      },
    ],
    [
      'payListingFee',
      async () => {
        const { id: listingId, seller } = await listings.draft({ usdot: world.newCarrier() });
        return () => seller.post('/credits/listing-fee', { listingId, ...debit });
      },
    ],
    [
      'subscribe',
      async () => {
        const buyer = await app.make.buyer();
        return () => buyer.post('/credits/subscribe', plan);
      },
    ],
    [
      'changeSubscription',
      async () => {
        const buyer = await subscriber();
        return () => buyer.post('/credits/change-subscription', { ...plan, plan: 'PROFESSIONAL' });
      },
    ],
  ],
  FEATURE_WEBHOOKS: [
    [
      'createWebhookEndpoint',
      async () => {
        const owner = await app.make.user();
        return () => owner.post('/webhook-endpoints', { url: 'http://127.0.0.1:65111/here' });
      },
    ],
    [
      'changeWebhookEndpoint',
      async () => {
        const { owner, id } = await ownsWebhook();
        return () => owner.put(`/webhook-endpoints/${id}`, { url: 'http://127.0.0.1:65111/there' });
      },
    ],
  ],
  FEATURE_NEW_LISTINGS: [
    [
      'createListing',
      async () => {
        const [seller, usdot] = [await app.make.seller(), world.newCarrier()];
        return () => seller.post('/listings', newListing({ usdot }));
      },
    ],
    [
      'submitListing',
      async () => {
        const { id, seller } = await listings.draft({ usdot: world.newCarrier() });
        await listings.giveCredits(seller.id, 1);
        return () => seller.post(`/listings/${id}/submit`);
      },
    ],
    [
      'confirmPrepared',
      async () => prepared(await app.make.seller(), { listing: newListing({ usdot: world.newCarrier() }) }),
    ],
  ],
  FEATURE_UNLOCKS: [
    [
      'unlockListing',
      async () => {
        const { id } = await listings.active({ usdot: world.newCarrier() });
        const buyer = await app.make.buyer();
        await listings.giveCredits(buyer.id, 1);
        const { version } = (await succeed(app.anonymous.get('/listings/nda'))).body.data;
        const signed = { ndaVersion: version, accepted: true, typedName: buyer.name };
        return () => buyer.post(`/listings/${id}/unlock`, signed);
      },
    ],
  ],
  FEATURE_PREMIUM: [
    [
      'requestPremium',
      async () => {
        const { id, seller } = await listings.active({ usdot: world.newCarrier() });
        return () => seller.post(`/listings/${id}/premium-request`, {});
      },
    ],
    [
      'requestPremiumAccess',
      async () => {
        const [id, buyer] = [await premiumListing(), await app.make.buyer()];
        return () => buyer.post(`/listings/${id}/premium-access`, {});
      },
    ],
  ],
};

describe('a switch', () => {
  it('stands here, each of them, with all that may be answered so', () => {
    expect(Object.keys(BEGINS).toSorted()).toEqual(SWITCHES.toSorted());
    const answered = app.app.endpoints
      .filter(({ contract }) => problemsOf(contract).some(({ code }) => code === 'switched_off'))
      .map(({ contract }) => contract.operationId);
    const asked = Object.values(BEGINS).flatMap((begins) => begins.map(([operation]) => operation));
    expect([...new Set(asked)].toSorted()).toEqual(answered.toSorted());
  });

  it.each(Object.entries(BEGINS))(
    '%s that is off refuses what begins by it, which is answered once it is on again; no deal is touched',
    async (name, begins) => {
      const running = await world.open();
      const requests: [string, Send][] = [];
      for (const [operation, ready] of begins) requests.push([operation, await ready()]);
      await app.settle();
      const seen = async () => [await world.read(running, running.buyer), await world.read(running)];
      const before = await seen();
      await turn({ [name]: 'false' });
      for (const [operation, send] of requests)
        expect([operation, await codeOf(send())]).toEqual([operation, '403 switched_off']);
      expect(await seen()).toEqual(before);
      await turn({ [name]: null });
      for (const [operation, send] of requests)
        expect([operation, await codeOf(send())]).toEqual([operation, expect.stringMatching(/^2\d\d$/)]);
      expect(await seen()).toEqual(before);
    },
  );

  it('and with all of them off a deal that runs goes on to its end', async () => {
    const running = await world.open();
    await turn(Object.fromEntries(SWITCHES.map((name) => [name, 'false'])));
    await succeed(running.buyer.post(`/transactions/${running.id}/messages`, { content: 'We go on.' }));
    await world.advance(running, 'OPENED', 'COMPLETED');
    expect(await world.statusOf(running)).toBe('COMPLETED');
    expect(await world.owedTo(running.seller)).toBe(19_400_000);
    await turn(Object.fromEntries(SWITCHES.map((name) => [name, null])));
  });
});

it('a limit that is turned is the one that answers name', async () => {
  const standard = { RATE_LIMIT_PROFILE: 'standard' };
  const alone = await startTestApp({ environment: standard });
  try {
    const admin = await alone.make.admin();
    const { version } = (await succeed(admin.get('/admin/settings'))).body.data;
    const most: Record<string, number> = { LIMIT_AUTH: 7, LIMIT_PASSWORD_RESET: 8 };
    const values = LIMITS.map((name, n) => ({ name, value: String(most[name] ?? 121 + n) }));
    await succeed(admin.put('/admin/settings', { version, values, reason: 'To see whether it bites.' }));
    const missing = new Map(values.map(({ name, value }) => [name, `q=${value};`]));
    const settingsOf = (limit: RateLimit | null | undefined): (string | undefined)[] =>
      limit ? [limit.setting, ...[limit.also, limit.anonymous, limit.signedIn].flatMap(settingsOf)] : [];
    const callers = [alone.anonymous, admin];
    for (const { contract } of alone.app.endpoints) {
      const named = settingsOf(limitOf(contract)).filter((name) => name !== undefined && missing.has(name));
      if (named.length === 0) continue;
      for (const caller of callers) {
        const path = contract.path.replaceAll(/\{\w+\}/g, 'none');
        const policy =
          (await caller.send(contract.method, path, contract.method === 'get' ? undefined : {})).headers.get(
            'ratelimit-policy',
          ) ?? '';
        for (const [name, said] of missing) if (policy.includes(said)) missing.delete(name);
      }
    }
    expect([...missing]).toEqual([]);
  } finally {
    await alone.close();
  }
});
