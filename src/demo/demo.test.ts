/** The world of the demo, in small: made in the time before now, by requests alone, and gone on with where it was cut short. */
import { DAY_MS } from '../platform/kernel/clock';
import { startTestApp, type TestApp } from '../../tests/support/app';
import { madeUpCarriers } from '../modules/carriers';
import { sized } from '../../tests/support/size';
import { DEMO_PEOPLE } from './people';
import { recordStatements } from '../../tests/support/statements';
import { seedDemo } from './seed';
import { DEAL_STAGES } from './world/deals';
import { fillWorld, WORLD_COMPANIES } from './world/fill-world';

/** Of a start before it serves: of the first one, which makes the people and their listings, and of one that finds them. */
const MOST_STATEMENTS = { first: 560, again: 12 };

let app: TestApp;
beforeAll(async () => {
  // As `npm run demo` runs it: nobody there hands in a paper.
  app = await startTestApp({ environment: { CONTROL_PROOF: 'note' } });
});
afterAll(() => app.close());

const listings = () =>
  app.platform.database.select<{ usdot: number; status: string; publishedAt: number | null }>(
    'SELECT usdot, status, publishedAt FROM listings WHERE usdot > 9900100 ORDER BY usdot',
  );

const count = async (sql: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await app.platform.database.select<{ name: string; total: number }>(sql)).map(({ name, total }) => [
      name,
      Number(total),
    ]),
  );

const BUSY_QUEUES = [
  'LISTING_REVIEW',
  'DOCUMENT_REVIEW',
  'DEAL_REVIEW',
  'WIRE_EXPECTED',
  'VERIFICATION',
  'PREMIUM_REQUEST',
  'ABUSE_REPORT',
  'UNASSIGNED_MONEY',
  'SUPPORT_MESSAGE',
];

describe('the world of the demo', () => {
  it('is made before now, adds up, and is gone on with where it was cut short', async () => {
    const companies = sized(WORLD_COMPANIES, 17);
    const [until, few] = [app.clock.now(), companies - 1];
    const first = await recordStatements(app, () => seedDemo(app.app));
    const again = await recordStatements(app, () => seedDemo(app.app));
    expect([first.result, again.result]).toEqual([true, false]);
    // Whoever starts it waits for these: the budget of a start, which no clock of a busy machine can tell.
    expect(first.statements.length).toBeLessThan(MOST_STATEMENTS.first);
    expect(again.statements.length).toBeLessThan(MOST_STATEMENTS.again);
    const told: [number, number][] = [];
    const looks: Promise<unknown>[] = [];
    const fill = (count: number) =>
      fillWorld(app.config, {
        ...{ companies: count, until },
        progress: (...done) => {
          told.push(done);
          // Somebody who looks at the books meanwhile seals the log by the time of now.
          looks.push(app.modules.audit.seal());
        },
      });
    expect(await fill(few)).toBe(few);
    expect(await fill(companies)).toBe(1);
    expect(await fill(companies)).toBe(0);
    expect(told.at(-1)).toEqual([companies, companies]);

    // A sale stands at each stage, both sides have spoken of the one that is over, and each queue has work.
    const sales = await count('SELECT state AS name, COUNT(*) AS total FROM transactions GROUP BY state');
    expect(DEAL_STAGES.filter((stage) => !sales[stage])).toEqual([]);
    expect(sales.DISPUTED).toBe(1);
    // Whoever is offered to be signed in as has something under way.
    for (const { email } of [
      DEMO_PEOPLE.seller,
      DEMO_PEOPLE.otherSeller,
      DEMO_PEOPLE.buyer,
      DEMO_PEOPLE.otherBuyer,
    ]) {
      const [own] = await app.platform.database.select<{ total: number }>(
        `SELECT COUNT(*) AS total FROM transactions t JOIN users u ON u.id IN (t.buyerId, t.sellerId)
          WHERE u.email = :email AND t.state NOT IN ('COMPLETED', 'CANCELLED')`,
        { email },
      );
      expect([email, Number(own?.total) > 0]).toEqual([email, true]);
    }
    expect(
      await count("SELECT 'shown' AS name, COUNT(*) AS total FROM reviews WHERE shownAt IS NOT NULL"),
    ).toEqual({
      shown: 2 * Number(sales.COMPLETED),
    });
    const { body } = await (await app.make.admin()).get('/admin/queues');
    const waiting = (body.data as { kind: string; waiting: number }[]).filter((queue) => queue.waiting > 0);
    expect(waiting.map(({ kind }) => kind)).toEqual(expect.arrayContaining(BUSY_QUEUES));
    const [{ latest } = { latest: 0 }] = await app.platform.database.select<{ latest: number }>(
      'SELECT MAX(createdAt) AS latest FROM transaction_moves',
    );
    expect(Number(latest)).toBeLessThanOrEqual(until);

    const made = await listings();
    expect(made.map(({ usdot }) => Number(usdot))).toEqual(
      madeUpCarriers(companies).map(({ usdot }) => usdot),
    );
    const published = made.flatMap(({ publishedAt }) => (publishedAt === null ? [] : [Number(publishedAt)]));
    expect(published.length).toBeGreaterThan(0);
    for (const at of published) expect(at).toBeLessThan(until);
    expect(Math.min(...published)).toBeLessThan(until - 80 * DAY_MS);
    expect((await Promise.all(looks)).some((sealed) => Number(sealed) > 0)).toBe(true);
    await app.settle();
    expect(await app.violations()).toEqual([]);
  });
});
