/** The rate limits hold with Redis, without it, and while it is lost or frozen; and nothing waits for it. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig, SETTINGS } from '../src/config';
import { limitOf } from '../src/platform/http/contract';
import { GLOBAL_LIMIT } from '../src/platform/http/limits';
import { createRateLimits } from '../src/platform/http/rate-limit';
import { startTestApp, type TestApp, type TestUser } from './support/app';
import { type FaultProxy, startFaultProxy } from './support/fault-proxy';
import { intentEvent, sendWebhook, startDebit } from './support/make-payments';

const standard = { RATE_LIMIT_PROFILE: 'standard' };

/** Nothing may wait for a lost Redis much longer than this; generous, since the machine is shared. */
const PATIENCE_MS = 2_000;

const passed = (statuses: number[]) => statuses.filter((status) => status !== 429).length;

async function configTimes(app: TestApp, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await app.anonymous.get('/config')).status);
  return statuses;
}

/** Of all that a person may read without naming anything: where a limit counts and does not say so, or says so without one. */
async function readWithoutLimit(app: TestApp, reader: TestUser): Promise<string[]> {
  const wrong: string[] = [];
  let read = 0;
  for (const { contract } of app.app.endpoints) {
    if (contract.method !== 'get' || contract.path.includes('{')) continue;
    const { status, headers } = await reader.get(contract.path);
    if (status !== 200) continue;
    read += 1;
    const said = ['ratelimit', 'ratelimit-policy'].filter((name) => headers.has(name)).length;
    if (said !== (limitOf(contract) === null ? 0 : 2)) wrong.push(contract.path);
  }
  expect(read).toBeGreaterThan(30);
  return wrong;
}

it('two limits of one name are refused at start, since they would be counted together', () => {
  const limits = createRateLimits(null, 'standard');
  limits.of(GLOBAL_LIMIT);
  expect(() => limits.of({ ...GLOBAL_LIMIT, requests: 1 })).toThrow('two limits called global');
});

describe('the limits of one process', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ environment: standard });
  });
  afterAll(() => app.close());

  it('are these exactly', () => {
    const limits = app.app.endpoints.flatMap(({ contract }) => limitOf(contract) ?? []);
    const minutes = Object.fromEntries(
      limits.map(({ name, requests, windowMs }) => [name, [requests, windowMs / 60_000]]),
    );
    expect(minutes).toEqual({
      global: [100, 15],
      reading: [600, 15],
      publicReading: [300, 15],
      links: [60, 15],
      methodSetup: [10, 60],
      auth: [5, 15],
      passwordReset: [3, 60],
      fmcsa: [30, 1],
      carrierCheck: [10, 1],
      upload: [10, 60],
      listingCreation: [5, 60],
      offerCreation: [20, 60],
      messageSending: [60, 1],
      admin: [200, 15],
      webhooks: [100, 1],
      mailNews: [100, 1],
      contest: [5, 1440],
      documentLinks: [60, 15],
      documentRequests: [30, 60],
      verification: [20, 60],
      reviewWriting: [30, 60],
      reporting: [20, 60],
      premiumAccess: [10, 1440],
    });
  });

  it('begin where their settings do', () => {
    const limits = new Set(app.app.endpoints.flatMap(({ contract }) => limitOf(contract) ?? []));
    const all = [
      ...limits,
      ...[...limits].flatMap(({ anonymous, signedIn, also }) => [anonymous, signedIn, also]),
    ];
    const begun = all.flatMap((limit) => (limit?.setting ? [[limit.setting, String(limit.requests)]] : []));
    const config: Record<string, unknown> = readConfig({ DATA_FOLDER: app.home.environment.DATA_FOLDER });
    const declared = SETTINGS.filter(({ group }) => group === 'Limits').map(({ name }) => [
      name,
      String(config[name]),
    ]);
    expect(Object.fromEntries(begun)).toEqual(Object.fromEntries(declared));
  });

  it('let five log-ins through in a quarter of an hour, whoever is asked for, and say when to come back', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      const answer = await app.anonymous.post(
        '/auth/login',
        { email: `nobody${count}@example.com`, password: 'wrong wrong wrong' },
        { 'x-forwarded-for': `10.0.0.${count}` },
      );
      statuses.push(answer.status);
      if (answer.status === 429) {
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.body.code).toBe('too_many_requests');
        expect(answer.headers.get('ratelimit-policy')).toContain('auth');
      }
    }
    expect(passed(statuses)).toBe(5);
  });

  it('let three letters an hour be asked for from one place, whoever they are for and whichever they are', async () => {
    const statuses: number[] = [];
    for (const [at, path] of ['forgot-password', 'resend-verification'].entries())
      for (const nth of [1, 2, 3].slice(at))
        statuses.push((await app.anonymous.post(`/auth/${path}`, { email: `n${nth}@example.com` })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    // What was sent before is opened all the same.
    const opened = await app.anonymous.post('/auth/verify-email', { token: 'x'.repeat(43) });
    expect(opened.body.code).toBe('link_invalid');
  });

  it('count a route of its own tier against that tier only, and the others against the global one', async () => {
    const statuses = await configTimes(app, 303);
    expect(passed(statuses)).toBe(300);
    const health = await app.anonymous.get('/health/live');
    expect(health.status).toBe(200);
  });
});

it('a signed-in person is counted as themselves, not by their address', async () => {
  const app = await startTestApp({ environment: standard });
  try {
    const buyer = await app.make.buyer();
    expect(passed(await configTimes(app, 301))).toBe(300);
    expect((await buyer.get('/config')).status).toBe(200);
    expect(await readWithoutLimit(app, buyer)).toEqual([]);
    const forged = await app.anonymous.get('/config', { authorization: 'Bearer nonsense' });
    expect(forged.status).toBe(429);
    // Whoever signs in, guesses at the log-in count by address.
    const guesses: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      const guess = { email: `some${count}@example.com`, password: 'wrong wrong wrong' };
      const asker = count % 2 === 0 ? app.anonymous : buyer;
      guesses.push((await asker.post('/auth/login', guess)).status);
    }
    expect(passed(guesses)).toBe(5);
    const { status, parts } = (await app.anonymous.get('/health/ready')).body.data;
    expect([status, parts.find(({ name }: { name: string }) => name === 'proxy')]).toEqual([
      'ready',
      undefined,
    ]);
  } finally {
    await app.close();
  }
});

it('an office signs in from one address as often as it likes, all at once too, and a proxy that nobody named is noticed', async () => {
  const app = await startTestApp({ environment: standard });
  try {
    const buyer = await app.make.buyer();
    const logIn = () =>
      app.anonymous.post(
        '/auth/login',
        { email: buyer.email, password: buyer.password },
        { 'x-forwarded-for': '10.0.0.1' },
      );
    for (let count = 0; count < 8; count += 1) expect((await logIn()).status).toBe(200);
    const atOnce = await Promise.all(Array.from({ length: 9 }, logIn));
    expect(atOnce.map(({ status }) => status)).toEqual(Array(9).fill(200));
    // Wrong ones at once are no more than one after the other, and a right one among them waits for no answer for good.
    const guess = (nth: number) =>
      app.anonymous.post('/auth/login', { email: `n${nth}@example.com`, password: 'wrong wrong wrong' });
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, nth) => guess(nth)));
    expect(passed(guesses.map(({ status }) => status))).toBe(5);
    const { parts } = (await app.anonymous.get('/health/ready')).body.data;
    expect(parts).toContainEqual(expect.objectContaining({ name: 'proxy', status: 'down' }));
  } finally {
    await app.close();
  }
});

it('guesses that Redis is too slow to count go on from what was counted', async () => {
  let slow = false;
  let counted = 0;
  const redis = {
    prefix: 'slow:',
    state: 'ready',
    client: { eval: () => Promise.resolve([(counted += 1), 900_000]) },
    attempt: (use: (client: unknown) => Promise<unknown>, otherwise: () => Promise<unknown>) =>
      slow ? otherwise() : use(redis.client),
  };
  const limiter = createRateLimits(redis as never, 'standard').of({
    name: 'guesses',
    requests: 3,
    windowMs: 900_000,
  });
  const refusals: boolean[] = [];
  for (let count = 0; count < 6; count += 1) {
    slow = count >= 2;
    const [said] = (await limiter?.({} as ServerResponse)) ?? [];
    refusals.push(said?.refusal !== null);
  }
  expect(refusals).toEqual([false, false, false, true, true, true]);
});

it('an administrator turns a limit on both instances within five seconds, and never so low that nobody can turn it back', async () => {
  const app = await startTestApp({ environment: standard });
  const other = await startTestApp({ environment: standard, home: app.home });
  try {
    const admin = await app.make.admin();
    const turn = async (name: string, value: string | null) =>
      admin.put('/admin/settings', {
        version: (await admin.get('/admin/settings')).body.data.version,
        values: [{ name, value }],
        reason: 'Somebody reads the market to the end.',
      });
    other.platform.events.start();
    const until = Date.now() + 5_000;
    expect((await turn('LIMIT_PUBLIC_READING', '60')).status).toBe(200);
    const policyAt = async (at: TestApp) =>
      (await at.anonymous.get('/config')).headers.get('ratelimit-policy');
    while (!(await policyAt(other))?.includes('q=60;') && Date.now() < until) await wait(50);
    expect(await policyAt(other)).toContain('"publicReading"; q=60; w=900');
    expect(await policyAt(app)).toContain('q=60;');
    expect(passed(await configTimes(app, 70))).toBe(59);
    const low = await turn('LIMIT_ADMIN', '39');
    expect([low.status, low.body.errors[0].field]).toEqual([400, 'values.0.value']);
    const many = await turn('LIMIT_AUTH', '21');
    expect([many.status, many.body.errors[0].field]).toEqual([400, 'values.0.value']);
    await turn('LIMIT_PUBLIC_READING', null);
    expect((await app.anonymous.get('/config')).status).toBe(200);
  } finally {
    await other.close();
    await app.close();
  }
});

it('a person who pays for more may ask for more, but never guess more', async () => {
  const app = await startTestApp({ environment: { ...standard, PLAN_STARTER: '4/9900/95000/1.5' } });
  try {
    const [busy, usual] = await Promise.all([app.make.buyer(), app.make.buyer()]);
    const { body } = await busy.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    const checkout = new URL(String(body.data.checkoutUrl)).pathname.replace('/api', '');
    await app.anonymous.post(`${checkout}/complete`, { paymentMethodId: 'pm_card_visa' });
    await app.settle();
    const configsOf = async (user: TestUser) => {
      const statuses: number[] = [];
      for (let count = 0; count < 902; count += 1) statuses.push((await user.get('/config')).status);
      return passed(statuses);
    };
    expect(await configsOf(busy)).toBe(900);
    expect(await configsOf(usual)).toBe(600);
    const guesses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const guess = { email: 'new@example.com', password: 'wrong wrong wrong' };
      guesses.push((await busy.post('/auth/change-email', guess)).status);
    }
    expect(passed(guesses)).toBe(5);
  } finally {
    await app.close();
  }
});

it('a webhook counts when its signature is bad, and never when it is good', async () => {
  const app = await startTestApp({ environment: standard });
  try {
    const payment = await startDebit(app);
    const event = () => intentEvent({ intentId: payment.intentId, status: 'processing' });
    const send = async (count: number, options?: { secret: string }) => {
      const statuses: number[] = [];
      for (let index = 0; index < count; index += 1) {
        statuses.push((await sendWebhook(app, event(), options)).status);
      }
      return statuses;
    };
    expect(new Set(await send(110))).toEqual(new Set([200]));
    const forged = await send(102, { secret: 'x'.repeat(40) });
    expect(forged.filter((status) => status === 400)).toHaveLength(100);
    expect(forged.slice(100)).toEqual([429, 429]);
  } finally {
    await app.close();
  }
});

describe('with Redis', () => {
  const redisUrl = process.env.REDIS_URL;
  const whereRedisRuns = redisUrl ? it : it.skip;

  it('absent at boot the product starts, limits and answers in time', async () => {
    const app = await startTestApp({ environment: { ...standard, REDIS_URL: 'redis://127.0.0.1:1' } });
    try {
      const startedAt = performance.now();
      expect(passed(await configTimes(app, 303))).toBe(300);
      expect(performance.now() - startedAt).toBeLessThan(303 * 50);
      const ready = await app.anonymous.get('/health/ready');
      expect(ready.status).toBe(200);
      expect(ready.body.data.parts.find(({ name }: { name: string }) => name === 'cache').status).toBe(
        'down',
      );
    } finally {
      await app.close();
    }
  });

  describe('two instances', () => {
    let one: TestApp;
    let other: TestApp;
    beforeAll(async () => {
      if (!redisUrl) return;
      const environment = { ...standard, REDIS_URL: redisUrl, REDIS_KEY_PREFIX: `mcx-two-${Date.now()}:` };
      one = await startTestApp({ environment });
      other = await startTestApp({ environment });
      await Promise.all([untilReady(one), untilReady(other)]);
    });
    afterAll(async () => {
      await one?.close();
      await other?.close();
    });

    whereRedisRuns('share one count of reads, but for the twentieth that each has not told yet', async () => {
      const statuses = [...(await configTimes(one, 170)), ...(await configTimes(other, 170))];
      expect(passed(statuses)).toBeGreaterThanOrEqual(300);
      expect(passed(statuses)).toBeLessThanOrEqual(330);
    });

    whereRedisRuns('share one count of guesses to the last, however they come', async () => {
      const guess = (app: TestApp, nth: number) =>
        app.anonymous.post('/auth/login', { email: `n${nth}@example.com`, password: 'wrong wrong wrong' });
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, nth) => guess(nth % 2 === 0 ? one : other, nth)),
      );
      expect(passed(answers.map(({ status }) => status))).toBe(5);
    });
  });

  for (const fault of ['blackhole', 'refuse'] as const) {
    whereRedisRuns(
      `${fault === 'blackhole' ? 'frozen' : 'lost'} while it runs: limits hold, nothing hangs, it recovers`,
      async () => {
        const target = new URL(String(redisUrl));
        const proxy: FaultProxy = await startFaultProxy(Number(target.port || 6379));
        const app = await startTestApp({
          environment: {
            ...standard,
            REDIS_URL: `redis://127.0.0.1:${proxy.port}`,
            REDIS_KEY_PREFIX: `mcx-${fault}-${Date.now()}:`,
          },
        });
        try {
          await untilReady(app);
          expect(passed(await configTimes(app, 10))).toBe(10);
          proxy.set(fault);
          let slowestMs = 0;
          let through = 0;
          for (let count = 0; count < 310; count += 1) {
            const startedAt = performance.now();
            if ((await app.anonymous.get('/config')).status !== 429) through += 1;
            slowestMs = Math.max(slowestMs, performance.now() - startedAt);
          }
          expect(slowestMs).toBeLessThan(PATIENCE_MS);
          expect(through).toBeLessThanOrEqual(300);
          proxy.set('ok');
          await untilReady(app);
        } finally {
          await app.close();
          proxy.close();
        }
      },
    );
  }
});

/** Waits until the app says that its cache is up; the connection comes back by itself. */
async function untilReady(app: TestApp): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { body } = await app.anonymous.get('/health/ready');
    if (
      body.data.parts.some(
        ({ name, status }: { name: string; status: string }) => name === 'cache' && status === 'up',
      )
    )
      return;
    if (Date.now() > deadline) throw new Error('Redis did not come back in time.');
  }
}
