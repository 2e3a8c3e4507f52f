/** The real app on a real database, for tests: a world of its own per file, a clock to move, people to act as. */
import { decode } from 'jsonwebtoken';
import { buildApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { systemActor } from '../../src/platform/kernel/actor';
import { newId } from '../../src/platform/kernel/ids';
import { type MovableClock, SECOND_MS } from '../../src/platform/kernel/clock';
import type { Violation } from '../../src/platform/kernel/violation';
import { ApiClient, PersonsClient } from './client';
import { makeDatabase } from './database';
import { startFmcsaStandIn } from './fmcsa-stand-in';
import { prepareGateway } from './make-gateway';

/** The modules that can say whether their books and records add up. */
const BOOKKEEPERS = ['audit', 'ledger', 'payments', 'billing', 'listings', 'transactions'] as const;
type Bookkeeper = (typeof BOOKKEEPERS)[number];

const PASSWORD = 'correct horse battery staple 9';

export interface TestUser extends ApiClient {
  id: string;
  email: string;
  password: string;
}

export interface TestAppOptions {
  /** Changes to the environment that the app reads. */
  environment?: Record<string, string>;
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>;

export async function startTestApp({ environment = {} }: TestAppOptions = {}) {
  const home = await makeDatabase();
  const fmcsa = await startFmcsaStandIn();
  const behind = await prepareGateway();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    RATE_LIMIT_PROFILE: 'off',
    CLOCK: 'movable',
    FMCSA_WEB_KEY: fmcsa.webKey,
    FMCSA_API_URL: fmcsa.url,
    FMCSA_REQUESTS_PER_SECOND: '1000',
    CENSUS_API_URL: fmcsa.censusUrl,
    REDIS_KEY_PREFIX: `mcx-test:${newId()}:`,
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
    ...behind.environment,
    ...home.environment,
    ...environment,
  });
  const app = buildApp(config, { silent: !process.env.TEST_LOG_LEVEL });
  await app.prepare().catch(async (error: unknown) => {
    await app.stop();
    await behind.abandon();
    await fmcsa.close();
    await home.remove();
    throw error;
  });
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  const address = app.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const contractOf = app.document();
  const anonymous = new ApiClient(url, contractOf, null);
  const clock = app.platform.clock as MovableClock;
  const gateway = behind.stand({ platform: app.platform, clock, anonymous });

  async function user(
    options: { roles?: string[]; email?: string; firstName?: string; emailVerified?: boolean } = {},
  ): Promise<TestUser> {
    const email = options.email ?? `person-${newId()}@example.com`;
    const created = await app.modules.identity.createUser(
      {
        email,
        password: PASSWORD,
        firstName: options.firstName ?? 'Test',
        lastName: 'Person',
        roles: options.roles ?? ['buyer'],
        emailVerified: options.emailVerified ?? true,
      },
      systemActor('tests'),
    );
    const signIn = async () => {
      const { status, body } = await anonymous.post('/auth/login', { email, password: PASSWORD });
      return status === 200 ? String(body.data.accessToken) : null;
    };
    const token = await signIn();
    if (token === null) throw new Error(`${email} cannot sign in.`);
    const renew = async (last: string) => (isOver(last) ? ((await signIn()) ?? last) : last);
    const client = new PersonsClient(url, contractOf, token, renew);
    return Object.assign(client, { id: created.id, email, password: PASSWORD });
  }

  function isOver(token: string): boolean {
    const claims = decode(token);
    return typeof claims === 'object' && (claims?.exp ?? 0) * SECOND_MS <= clock.now();
  }

  async function settle(): Promise<void> {
    do {
      await app.platform.scheduler.tick();
      while ((await app.platform.queue.runDue()) > 0);
    } while (await gateway.deliverNews());
  }

  return {
    app,
    url,
    config,
    anonymous,
    modules: app.modules,
    platform: app.platform,
    clock,
    mail: app.platform.mailer,
    /** FMCSA as this app sees it. */
    fmcsa,
    /** Who takes the money: the sandbox, or the stand-in of Stripe. */
    gateway,
    make: {
      user,
      buyer: () => user({ roles: ['buyer'] }),
      seller: () => user({ roles: ['seller'] }),
      admin: () => user({ roles: ['admin'] }),
    },
    /** A client that sends another access token. */
    withToken: (token: string) => new ApiClient(url, contractOf, token),
    /** Runs what the clock has made due, and what follows from it, until nothing is left. */
    settle,
    /** Lets time pass and what it brings happen. */
    async later(byMs: number): Promise<void> {
      clock.advance(byMs);
      await settle();
    },
    /** What the named modules find wrong in their own books and records; all of them where none is named. */
    async violations(...named: Bookkeeper[]): Promise<Violation[]> {
      const asked = named.length > 0 ? named : BOOKKEEPERS;
      const found = await Promise.all(asked.map((name) => app.modules[name].findViolations()));
      return found.flat();
    },
    async close(): Promise<void> {
      app.server.closeAllConnections();
      await app.stop();
      await gateway.close();
      await fmcsa.close();
      await home.remove();
    },
  };
}
