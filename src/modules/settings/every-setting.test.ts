/** Every setting bites, on each instance within five seconds, and touches no deal that is open: one that stands nowhere here is red. */
import { setTimeout as wait } from 'node:timers/promises';
import { SETTINGS } from '../../config';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { smallPdf, upload } from '../../../tests/support/make-documents';
import { makeListings } from '../../../tests/support/make-listings';
import { codeOf, type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS } from '../../platform/kernel/clock';
import { limitOf } from '../../platform/http/contract';
import type { RateLimit } from '../../platform/http/limits';

/** Small enough for what one administrator grants here to add up. */
const TWO_ADMINS = { TWO_ADMIN_LIMIT_CENTS: '50000' };

let world: DealWorld;
let app: TestApp;
let other: TestApp;
let listings: ReturnType<typeof makeListings>;
beforeAll(async () => {
  world = await startDealWorld(TWO_ADMINS);
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
  // Each instance of a test has a clock of its own.
  other.clock.advance(app.clock.now() - other.clock.now());
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

/** What begins by a switch that no contract names. */
const BEGINS: Record<string, [path: string, body: object]> = {
  FEATURE_CREDIT_SALES: ['/credits/purchase', { credits: 1, ...card }],
  FEATURE_MESSAGES: ['/messages', { receiverId: '01960000-0000-7000-8000-000000000001', content: 'Hello.' }],
};

it('a switch that is off refuses what begins by it', async () => {
  const person = await app.make.user({ roles: ['buyer', 'seller'] });
  for (const name of SWITCHES) {
    const begins = app.app.endpoints.some(({ contract }) => contract.feature === name) || name in BEGINS;
    expect([name, begins]).toEqual([name, true]);
  }
  const send = async () => {
    const codes: Record<string, unknown> = {};
    for (const [name, [path, body]] of Object.entries(BEGINS))
      codes[name] = (await person.post(path, body)).body.code;
    return codes;
  };
  expect(Object.values(await send())).not.toContain('switched_off');
  await turn(Object.fromEntries(SWITCHES.map((name) => [name, 'false'])));
  expect(await send()).toEqual({ FEATURE_CREDIT_SALES: 'switched_off', FEATURE_MESSAGES: 'switched_off' });
  const registered = await app.anonymous.post('/auth/register', {
    ...{ email: 'newcomer@example.com', password: 'violet harbour under the rain' },
    ...{ firstName: 'New', lastName: 'Comer', role: 'BUYER' },
  });
  expect(registered.body.code).toBe('switched_off');
  await turn(Object.fromEntries(SWITCHES.map((name) => [name, null])));
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
