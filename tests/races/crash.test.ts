/** The product is killed in the middle of sales, again and again: nothing is lost, and the books balance. */
import { buildApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { Api, type Json } from '../../src/journey/api';
import { type JourneyKind, runJourney } from '../../src/journey/journey';
import { systemActor } from '../../src/platform/kernel/actor';
import { HOUR_MS, SECOND_MS } from '../../src/platform/kernel/clock';
import { makeDatabase } from '../support/database';
import { type FmcsaStandIn, startFmcsaStandIn } from '../support/fmcsa-stand-in';
import { startServerProcess } from '../support/server-process';
import { todaysPart } from '../support/size';

const ADMIN = { email: 'admin@example.com', password: 'four brown owls on a wire' };
const PATIENCE_MS = 60_000;
/** What a dead process had in hand comes back within it. */
const LEASE_MS = 20 * SECOND_MS;

let home: Awaited<ReturnType<typeof makeDatabase>>;
let fmcsa: FmcsaStandIn;
let environment: Record<string, string>;

beforeAll(async () => {
  home = await makeDatabase({ migrated: true });
  fmcsa = await startFmcsaStandIn();
  environment = {
    NODE_ENV: 'test',
    RATE_LIMIT_PROFILE: 'off',
    CLOCK: 'movable',
    FMCSA_WEB_KEY: fmcsa.webKey,
    FMCSA_API_URL: fmcsa.url,
    FMCSA_REQUESTS_PER_SECOND: '1000',
    ...home.environment,
  };
  const app = buildApp(readConfig({ ...environment, LOG_LEVEL: 'error' }), { silent: true });
  await app.prepare();
  await app.modules.identity.createUser(
    { ...ADMIN, firstName: 'Test', lastName: 'Admin', roles: ['admin'] },
    systemActor('tests'),
  );
  await app.stop();
});

afterAll(async () => {
  await fmcsa.close();
  await home.remove();
});

/** Drives a sale and counts its steps; a server that dies under it ends it. */
async function sell(url: string, kind: JourneyKind, onStep: () => void): Promise<boolean> {
  try {
    const usdot = await fmcsa.addCarrier();
    const write = (line: string) => {
      if (/^ *\d+\. /.test(line)) onStep();
    };
    return (await runJourney({ url, kind, usdot, admin: ADMIN, write })).ok;
  } catch {
    return false;
  }
}

/** Starts anew, lets everything that was interrupted come to its end, and asks for what does not hold. */
async function violationsAfterRestart(): Promise<unknown[]> {
  const server = await startServerProcess(environment);
  try {
    let admin = await new Api(server.url).as(ADMIN.email, ADMIN.password);
    // Jobs that the dead process had in hand come free when their lease ends, and retries wait for their delay.
    for (const byMs of [LEASE_MS, HOUR_MS, HOUR_MS]) {
      await admin.post('/clock/advance', { byMs });
      admin = await new Api(server.url).as(ADMIN.email, ADMIN.password);
      const deadline = Date.now() + PATIENCE_MS;
      while (Number((await admin.get('/admin/jobs')).due) > 0) {
        if (Date.now() > deadline) throw new Error('The queue was not worked off in time.');
      }
    }
    const report = await admin.get('/admin/reconcile');
    return report.violations as Json[];
  } finally {
    await server.kill();
  }
}

/** The steps of all sales together after which the server dies. */
const DEATHS = [9, 23, 31, 38, 47];

it('kill -9 during a storm of sales, again and again', async () => {
  const kinds: JourneyKind[] = ['sale', 'cancel', 'dispute', 'sale'];
  for (const stepsToDeath of todaysPart(DEATHS, 3)) {
    const server = await startServerProcess(environment);
    let steps = 0;
    const onStep = () => {
      steps += 1;
      if (steps === stepsToDeath) void server.kill();
    };
    const finished = await Promise.all(kinds.map((kind) => sell(server.url, kind, onStep)));
    await server.kill();
    expect(finished).toContain(false);
    expect(await violationsAfterRestart()).toEqual([]);
  }
}, 300_000);

it('stops cleanly when asked: requests are finished, exit 0', async () => {
  const server = await startServerProcess(environment);
  await fetch(`${server.url}/api/health/live`);
  expect(await server.stop()).toBe(0);
});
