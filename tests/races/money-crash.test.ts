/** Refunds and payouts in a storm, while the server is killed again and again: each is done once, none is lost. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from '../../src/journey/api';
import { findCrashPoints } from '../support/crash-points';
import { makeDatabase } from '../support/database';
import { type Operation, PART_CENTS, prepareOperations } from '../support/money-operations';
import { type MoneyStorm, startMoneyStorm } from '../support/money-storm';
import { chosenSeed, seededChance } from '../support/seeded';
import { type ServerProcess, startServerProcess } from '../support/server-process';
import { sized, todaysPart } from '../support/size';
import { HOUR_MS, SECOND_MS } from '../../src/platform/kernel/clock';

const PROJECT = join(__dirname, '..', '..');
const LONG_MS = 1_800_000;
/** No mail leaves here and nobody looks for a company; tests of their own come to those points. */
const EVERY_POINT = findCrashPoints().filter((point) => !/^(mail|listings)\./.test(point));
/** One in three of them each day; src/modules/payments/faults.test.ts comes to all those about money. */
const POINTS = todaysPart(EVERY_POINT, 3);

/** One refund of each deal that is canceled, two of each that is decided; the rest are payouts. */
const OPERATIONS = sized(500, 40);
const CANCELLED = sized(30, 2);
const DECIDED = sized(60, 6);
const REFUNDED = CANCELLED + 2 * DECIDED;
const DEATHS_A_POINT = sized(3, 1);
const RANDOM_DEATHS = sized(15, 1);
const DEATHS = POINTS.length * DEATHS_A_POINT + RANDOM_DEATHS;
const COUNTS = {
  payouts: OPERATIONS - REFUNDED,
  refused: OPERATIONS / 20,
  cancelled: CANCELLED,
  decided: DECIDED,
  purchases: DEATHS,
};
const PAID = COUNTS.payouts - COUNTS.refused;

/** Jobs that a dead process had in hand come free when their lease ends. */
const LEASE_MS = 20 * SECOND_MS;
const DYING_MS = 60_000;
/** The scheduler looks at the clock once a second. */
const SCHEDULER_LOOKS_MS = 1_500;
/** For all that was left lying, in each step of the calm weather. */
const WORKED_OFF_MS = sized(600_000, 60_000);

const chance = seededChance(chosenSeed());
const over = new AbortController();
let home: Awaited<ReturnType<typeof makeDatabase>>;
let storm: MoneyStorm;
let server: ServerProcess | undefined;

beforeAll(async () => {
  home = await makeDatabase({ migrated: true });
  storm = await startMoneyStorm({ ...home.environment, CLOCK: 'movable' }, chance);
}, LONG_MS);

afterAll(async () => {
  over.abort();
  await server?.kill();
  await storm.close();
  await home.remove();
});

const urlOfServer = () => server?.url ?? null;

async function start(crashAt?: string): Promise<ServerProcess> {
  server = await startServerProcess({
    NODE_ENV: 'test',
    RATE_LIMIT_PROFILE: 'off',
    ...storm.environment,
    ...(crashAt ? { CRASH_AT: crashAt } : {}),
  });
  const started = server;
  void started.ended.then(() => {
    if (server === started) server = undefined;
  });
  await storm.follow(started.url).catch(() => undefined);
  return started;
}

/** Moves the clock of the platform and of the gateway; that the server dies meanwhile is none of its business. */
async function advance(byMs: number): Promise<void> {
  const url = urlOfServer();
  if (url === null) return;
  const { email, password } = storm.admin;
  try {
    const admin = await new Api(url).as(email, password);
    await admin.post('/clock/advance', { byMs });
    await storm.follow(url);
  } catch {
    return;
  }
}

/** Delivers what the gateway has to tell until the server is dead. */
async function deliverUntil(dead: Promise<unknown>, url: string): Promise<void> {
  let alive = true;
  void dead.then(() => (alive = false));
  while (alive) {
    await storm.deliverSome(url);
    await pause(20);
  }
}

/** Dies by itself at the point, sooner or later: what waits for its time is brought nearer meanwhile. */
async function dieAt(point: string, { ended }: ServerProcess): Promise<void> {
  const deadline = Date.now() + DYING_MS;
  for (;;) {
    const signal = await Promise.race([ended, pause(1_000, 'alive' as const)]);
    if (signal === 'SIGKILL') return;
    if (signal !== 'alive') throw new Error(`The server ended with ${signal} and not at ${point}.`);
    if (Date.now() > deadline) throw new Error(`The server never came to ${point}.`);
    await advance(LEASE_MS);
  }
}

/** Calm weather: everything that was left comes to its end. */
async function workOff(url: string): Promise<void> {
  const { email, password } = storm.admin;
  for (const byMs of [LEASE_MS, HOUR_MS, HOUR_MS, HOUR_MS, HOUR_MS]) {
    await advance(byMs);
    // What the new time has made due is on the queue only then, and an empty queue says nothing before.
    await pause(SCHEDULER_LOOKS_MS);
    const admin = await new Api(url).as(email, password);
    const deadline = Date.now() + WORKED_OFF_MS;
    do {
      if (Date.now() > deadline) throw new Error('The queue was not worked off in time.');
      await storm.deliverAll(url);
      await pause(50);
    } while (storm.stripe.world.pending.length > 0 || Number((await admin.get('/admin/jobs')).due) > 0);
  }
}

/** What an operator would run: the exit code, and the report. */
const reconcile = () =>
  new Promise<{ code: number; report: string }>((resolve) => {
    const mcx = ['-r', join(PROJECT, 'tests/support/run-typescript.cjs'), join(PROJECT, 'src/cli.ts')];
    const env = { ...process.env, NODE_ENV: 'test', ...storm.environment };
    const child = execFile(
      process.execPath,
      [...mcx, 'reconcile', '--json'],
      { cwd: PROJECT, env },
      (_, report) => resolve({ code: child.exitCode ?? -1, report }),
    );
  });

const select = <Row extends object>(sql: string) => storm.world.app.platform.database.select<Row>(sql);

/** By our reference, with the amount, as here: one line for each that was carried out. */
const carriedOut = (object: string, reference: string): string[] =>
  storm.stripe.world
    .all(object)
    .map(({ metadata, amount }) => `${metadata[reference]} ${String(amount)}`)
    .toSorted();

const inOurBooks = async (sql: string): Promise<string[]> =>
  (await select<{ reference: string; amountCents: number }>(sql))
    .map(({ reference, amountCents }) => `${reference} ${amountCents}`)
    .toSorted();

const countBy = async (table: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await select<{ status: string; total: number }>(
        `SELECT status, COUNT(*) AS total FROM ${table} GROUP BY status`,
      )
    ).map(({ status, total }) => [status, Number(total)]),
  );

/** Round after round, some of everything is asked for, and the server dies of it. */
async function rage(kinds: Operation[][]): Promise<Promise<void>[]> {
  const asked: Promise<void>[] = [];
  const named = POINTS.flatMap((point) => Array.from({ length: DEATHS_A_POINT }, () => point));
  const deaths = chance.shuffle([...named, ...Array.from({ length: RANDOM_DEATHS }, () => null)]);
  storm.rage();
  for (const [nth, point] of deaths.entries()) {
    const running = await start(point ?? undefined);
    const slice = kinds.flatMap((kind) => kind.filter((_, index) => index % DEATHS === nth));
    asked.push(...slice.map((operation) => operation()));
    const delivering = deliverUntil(running.ended, running.url);
    if (point) await dieAt(point, running);
    else {
      await advance(LEASE_MS);
      await pause(chance.below(1_500));
      await running.kill();
    }
    await delivering;
  }
  storm.calm();
  return asked;
}

it(
  `${OPERATIONS} refunds and payouts, with kill -9 at named points and at any moment, are each done once`,
  async () => {
    expect(EVERY_POINT).toContain('payouts.after_gateway_call');
    const { kinds, refusedSeller, buyers } = await prepareOperations(storm, COUNTS, {
      url: urlOfServer,
      signal: over.signal,
    });
    const { ledger } = storm.world.app.modules;
    const creditsOfBuyers = () => Promise.all(buyers.map(({ id }) => ledger.balance(`credits:${id}`)));
    const creditsBefore = await creditsOfBuyers();

    const asked = await rage(kinds);
    const last = await start();
    await Promise.all(asked);
    await workOff(last.url);
    expect(await last.stop()).toBe(0);

    expect(PAID + COUNTS.refused + REFUNDED).toBe(OPERATIONS);
    expect(await countBy('payouts')).toEqual({ PAID, FAILED: COUNTS.refused });
    expect(await countBy('refunds')).toEqual({ SUCCEEDED: REFUNDED });
    expect(carriedOut('transfer', 'payoutAttempt')).toEqual(
      await inOurBooks(`SELECT id AS reference, amountCents FROM payouts WHERE status = 'PAID'`),
    );
    expect(carriedOut('refund', 'refundAttempt').map((line) => line.replace(/:1 /, ' '))).toEqual(
      await inOurBooks('SELECT id AS reference, amountCents FROM refunds'),
    );
    expect(carriedOut('payment_intent', 'paymentId')).toEqual(
      await inOurBooks(`SELECT id AS reference, amountCents FROM payments WHERE status = 'SUCCEEDED'`),
    );
    expect(await ledger.balance(`payable:${refusedSeller.id}`)).toBe(COUNTS.refused * PART_CENTS);
    expect(await creditsOfBuyers()).toEqual(creditsBefore.map((before) => before + 1));
    const unsettled = await select(
      `SELECT code FROM ledger_accounts WHERE debitsPosted <> creditsPosted
       AND (code LIKE 'refunds:%' OR code LIKE 'payouts:%' OR code LIKE 'unallocated:%')`,
    );
    expect(unsettled).toEqual([]);
    expect(storm.stripe.undescribed).toEqual([]);
    const { code, report } = await reconcile();
    expect([JSON.parse(report), code]).toEqual([expect.objectContaining({ violations: [] }), 0]);
  },
  LONG_MS,
);
