/** The world of the demo, in small: made in the time before now, by requests alone, and gone on with where it was cut short. */
import { DAY_MS } from '../platform/kernel/clock';
import { startTestApp, type TestApp } from '../../tests/support/app';
import { madeUpCarriers } from '../modules/carriers';
import { sized } from '../../tests/support/size';
import { seedDemo } from './seed';
import { fillWorld, WORLD_COMPANIES } from './world/fill-world';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const listings = () =>
  app.platform.database.select<{ usdot: number; status: string; publishedAt: number | null }>(
    'SELECT usdot, status, publishedAt FROM listings WHERE usdot > 9900100 ORDER BY usdot',
  );

describe('the world of the demo', () => {
  it('is made before now, adds up, and is gone on with where it was cut short', async () => {
    const companies = sized(WORLD_COMPANIES, 17);
    const [until, few] = [app.clock.now(), companies - 7];
    await seedDemo(app.app);
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
    expect(await fill(companies)).toBe(7);
    expect(await fill(companies)).toBe(0);
    expect(told.slice(-7).map(([done]) => done)).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((left) => companies - left),
    );

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
