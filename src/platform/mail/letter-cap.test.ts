/** How many letters of a kind a mailbox gets stays as it is where several units tell it at once. */
import { makeDatabase } from '../../../tests/support/database';
import { type Database, openDatabase, outsideUnit } from '../db/database';
import { MovableClock } from '../kernel/clock';
import { createLogger } from '../kernel/logger';
import { createLetterCaps } from './letter-cap';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const clock = new MovableClock();

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;

beforeAll(async () => {
  home = await makeDatabase({ migrated: true });
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/exchange.db`,
    poolSize: 4,
    log,
  });
});
afterAll(async () => {
  await database.close();
  await home.remove();
});

const letters = (count: number) =>
  Array.from({ length: count }, () => ({ address: 'owner@example.com', kind: 'news', cap: { HOUR: 3 } }));

// The embedded database has one writer at a time.
(process.env.DATABASE_URL ? it : it.skip)(
  'is undone whole where another unit took a place meanwhile, so that the rest can still go',
  async () => {
    const other = createLetterCaps(database, clock);
    let took: Promise<boolean[]> | undefined;
    const late = createLetterCaps(
      {
        ...database,
        // What it read is over before it takes its places.
        async select(...asked: Parameters<Database['select']>) {
          const rows = await database.select(...asked);
          await (took ??= outsideUnit(() => other.take(letters(1))));
          return rows;
        },
      } as Database,
      clock,
    );
    await expect(database.atomically(() => late.take(letters(3)))).rejects.toThrow(
      'Another unit took a place',
    );
    expect(await took).toEqual([true]);
    const alone = async () => (await database.atomically(() => other.take(letters(1))))[0];
    expect([await alone(), await alone(), await alone()]).toEqual([true, true, false]);
  },
);
