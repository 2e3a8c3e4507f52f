/** The real app on a real database, for tests: a world of its own per file, a clock to move, people to act as. */
import { join } from 'node:path';
import { decode } from 'jsonwebtoken';
import { buildApp } from '../../src/app';
import { type Checkable, isCheckable } from '../../src/modules/admin';
import { STEP_UP_VALID_MS } from '../../src/modules/identity/requirements.rules';
import { readConfig } from '../../src/config';
import type { EventKind } from '../../src/platform/events/events';
import { systemActor } from '../../src/platform/kernel/actor';
import { newId } from '../../src/platform/kernel/ids';
import { type MovableClock, SECOND_MS } from '../../src/platform/kernel/clock';
import type { Violation } from '../../src/platform/kernel/violation';
import { ApiClient, PersonsClient } from './client';
import { CHEAP_PASSWORDS } from './password-costs';
import { makeDatabase } from './database';
import { documentOf } from './document';
import { startFmcsaStandIn } from './fmcsa-stand-in';
import { type PreparedGateway, prepareGateway } from './make-gateway';
import { holdAdminsAgainstLedger } from './admins-money';
import { holdActsAgainstLog } from './recorded-acts';
import { findMistold, pretend } from './told-people';

/** The modules that can say whether their books and records add up. */
type Modules = ReturnType<typeof buildApp>['modules'];
type Bookkeeper = { [Name in keyof Modules]: Modules[Name] extends Checkable ? Name : never }[keyof Modules];
/** Those through whose hands money comes in and goes out. */
const MONEY = ['gateway', 'payments', 'payouts'] as const;

/** Good enough, and judged in a fifth of the time that four words take. */
const PASSWORD = 'uvkm-zwrb-xh';

export interface TestUser extends ApiClient {
  id: string;
  email: string;
  /** As they type it to sign. */
  name: string;
  password: string;
}

export interface TestAppOptions {
  /** The open data are read as well: eleven more questions for each reading of a carrier. */
  openData?: boolean;
  /** Changes to the environment that the app reads. */
  environment?: Record<string, string>;
  /** Where the app alone reaches the server of DATABASE_URL: something that fails at will stands in between. */
  databasePort?: number;
  /** The database of another app, which has stopped or runs beside this one; whoever made it removes it. */
  home?: { environment: Record<string, string> };
  /** What stands in for the name servers of the world. */
  resolveName?: (name: string) => Promise<string[]>;
  /** What stands behind it, unless it is what TEST_GATEWAY names. */
  behind?: PreparedGateway;
}

function atPort(address: string | undefined, port: number): string {
  const url = new URL(String(address));
  url.port = String(port);
  return url.toString();
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>;

export async function startTestApp({ environment = {}, databasePort, ...given }: TestAppOptions = {}) {
  const home = given.home
    ? { ...given.home, remove: () => Promise.resolve() }
    : await makeDatabase({ migrated: true });
  const fmcsa = await startFmcsaStandIn();
  const behind = given.behind ?? (await prepareGateway());
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    RATE_LIMIT_PROFILE: 'off',
    ...CHEAP_PASSWORDS,
    CLOCK: 'movable',
    // What a test pays settles at once, whatever its sum; what the usual limits are is asked where they are named.
    CARD_MOST_CENTS: '99999999',
    CARD_PURPOSES: 'DEPOSIT,FINAL_PAYMENT,CREDIT_PURCHASE,LISTING_FEE,PREMIUM_LISTING,TEST',
    // As in production.
    CONTROL_PROOF: 'papers',
    FMCSA_WEB_KEY: fmcsa.webKey,
    FMCSA_API_URL: fmcsa.url,
    FMCSA_REQUESTS_PER_SECOND: '1000',
    FMCSA_PAGE_WAIT_MS: '60000',
    CENSUS_API_URL: fmcsa.censusUrl,
    ...(given.openData ? { FMCSA_OPEN_DATA_URL: fmcsa.openDataUrl } : {}),
    // Whether the browser app happens to be built here changes no test.
    WEB_FOLDER: join(__dirname, 'no-browser-app'),
    REDIS_KEY_PREFIX: `mcx-test:${newId()}:`,
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
    ...behind.environment,
    ...home.environment,
    ...(databasePort ? { DATABASE_URL: atPort(home.environment.DATABASE_URL, databasePort) } : {}),
    ...environment,
  });
  const app = buildApp(config, {
    silent: !process.env.TEST_LOG_LEVEL,
    ...(behind.gateways ? { gateways: behind.gateways } : {}),
    ...(given.resolveName ? { resolveName: given.resolveName } : {}),
  });
  const unrecorded = holdActsAgainstLog(app);
  const postedAlone = holdAdminsAgainstLedger(app);
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
  const contractOf = await documentOf(app);
  const anonymous = new ApiClient(url, contractOf, null);
  const clock = app.platform.clock as MovableClock;
  // What tests pay for that is nothing of the trade.
  app.modules.payments.knowPurpose('TEST');
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
        emailVerified: true,
      },
      systemActor('tests'),
    );
    const signIn = async () => {
      const { status, body } = await anonymous.post('/auth/login', { email, password: PASSWORD });
      return status === 200 && body.data.accessToken ? String(body.data.accessToken) : null;
    };
    const token = await signIn();
    if (token === null) throw new Error(`${email} cannot sign in.`);
    if (options.emailVerified === false) await setProven(created.id, false);
    const renew = async (last: string) => (isStale(last) ? ((await signIn()) ?? last) : last);
    const client = new PersonsClient(url, contractOf, token, renew);
    return Object.assign(client, {
      ...{ id: created.id, email, password: PASSWORD },
      name: `${options.firstName ?? 'Test'} Person`,
    });
  }

  /** Without a proof nobody signs in where one is asked for; a session from before may go on. */
  const setProven = (id: string, proven: boolean) =>
    app.platform.database.change('UPDATE users SET emailVerifiedAt = :at WHERE id = :id', {
      at: proven ? clock.now() : null,
      id,
    });

  /** Over, or from a log-in that is no fresh proof any more. */
  function isStale(token: string): boolean {
    const claims = decode(token);
    if (typeof claims !== 'object' || claims === null) return false;
    const { exp = 0, iat = 0 } = claims;
    return exp * SECOND_MS <= clock.now() || iat * SECOND_MS + STEP_UP_VALID_MS <= clock.now();
  }

  async function settle(): Promise<void> {
    do {
      await app.platform.scheduler.tick();
      do await app.platform.events.catchUp();
      while ((await app.platform.queue.runDue()) > 0);
    } while (await gateway.deliverNews());
  }

  return {
    app,
    url,
    home,
    config,
    anonymous,
    modules: app.modules,
    platform: app.platform,
    clock,
    mail: {
      /** The letters to an address, newest first, once what happened so far has been told. */
      async sentTo(address: string) {
        await settle();
        return app.platform.mailer.sentTo(address);
      },
    },
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
    setProven,
    /** A client that sends another access token. */
    withToken: (token: string) => new ApiClient(url, contractOf, token),
    /** Tells an event as if its module had, in a unit of its own. */
    emit: <Payload>(kind: EventKind<Payload>, payload: Payload): Promise<void> => {
      pretend(kind, payload);
      return app.platform.database.atomically(() => app.platform.events.emit(kind, payload));
    },
    /** Runs what the clock has made due, and what follows from it, until nothing is left. */
    settle,
    /** Lets time pass and what it brings happen. */
    async later(byMs: number): Promise<void> {
      clock.advance(byMs);
      await settle();
    },
    /** What the named modules find wrong in their own books and records; all of them where none is named. */
    async violations(...named: (Bookkeeper | 'money')[]): Promise<Violation[]> {
      const names = named.flatMap((name): readonly Bookkeeper[] => (name === 'money' ? MONEY : [name]));
      const asked: object[] =
        names.length > 0 ? names.map((name) => app.modules[name]) : Object.values(app.modules);
      const found = await Promise.all(asked.filter(isCheckable).map((module) => module.findViolations()));
      return found.flat();
    },
    async close(): Promise<void> {
      app.server.closeAllConnections();
      const mistold = await findMistold(app);
      await app.stop();
      await gateway.close();
      await fmcsa.close();
      await home.remove();
      if (mistold.length > 0)
        throw new Error(`People were not told as told-people.ts says:\n${mistold.join('\n')}`);
      if (postedAlone.length > 0) {
        throw new Error(
          `Posted by an admin who asked approvals nothing: ${[...new Set(postedAlone)].join(', ')}`,
        );
      }
      if (unrecorded.length > 0) {
        throw new Error(`Done without a line in the action log: ${[...new Set(unrecorded)].join(', ')}`);
      }
    },
  };
}
