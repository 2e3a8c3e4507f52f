/** Rows of whatever size come back from a copy, by statements that every server takes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatabase } from '../../../tests/support/database';
import { type Database, openDatabase } from '../db/database';
import { createLogger } from '../kernel/logger';
import { copyIn, copyOut } from './copy-database';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-rows-'));
const homes: { database: Database; remove(): Promise<void> }[] = [];

async function makeLetters(): Promise<Database> {
  const { environment, remove } = await makeDatabase();
  const database = openDatabase({
    ...{ url: environment.DATABASE_URL, poolSize: 2, log },
    embeddedFile: `${environment.DATA_FOLDER}/letters.db`,
  });
  homes.push({ database, remove });
  await database.change('CREATE TABLE letters (id INTEGER PRIMARY KEY, body MEDIUMTEXT NOT NULL)');
  return database;
}

afterAll(async () => {
  for (const { database, remove } of homes) {
    await database.close();
    await remove();
  }
  rmSync(folder, { recursive: true });
});

it('writes few large rows or many small ones at once, and one that is larger alone', async () => {
  const [from, to] = [await makeLetters(), await makeLetters()];
  // Together more than a server takes in one statement.
  const LARGE = 120_000;
  const sizes = [
    ...Array.from({ length: 150 }, () => LARGE),
    3_000_000,
    ...Array.from({ length: 450 }, () => 20),
  ];
  for (const [id, size] of sizes.entries()) {
    await from.change('INSERT INTO letters (id, body) VALUES (:id, :body)', {
      id,
      body: 'é'.repeat(size / 2),
    });
  }
  const copied = await copyOut(from, folder, { log, without: [] });
  expect(copied.map(({ name, rows }) => [name, rows])).toEqual([['letters', sizes.length]]);

  const asked = jest.spyOn(to.sequelize, 'query');
  await copyIn(to, folder, copied);
  const written = asked.mock.calls.flatMap(([, options]) => {
    const { replacements } = (options ?? {}) as { replacements?: unknown };
    return Array.isArray(replacements) ? [JSON.stringify(replacements).length * 2] : [];
  });
  const [alone = 0, ...others] = written.toSorted((one, other) => other - one);
  expect(alone).toBeLessThan(3_100_000);
  expect(others[0]).toBeLessThan(2_100_000);
  expect(written.length).toBeLessThan(20);
  const [sum] = await to.select<{ n: number; length: number }>(
    'SELECT COUNT(*) AS n, SUM(LENGTH(body)) AS length FROM letters',
  );
  const lengths = sizes.reduce((total, size) => total + size, 0);
  expect(Number(sum?.n)).toBe(sizes.length);
  expect([lengths, lengths / 2]).toContain(Number(sum?.length));
});
