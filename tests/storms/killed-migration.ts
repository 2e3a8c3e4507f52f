/** The first start is killed in the middle of random statements while it makes the schema; the next start must be ready, with the same schema. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/platform/db/database';
import { migrate } from '../../src/platform/db/migrate';
import { createLogger } from '../../src/platform/kernel/logger';
import { makeDatabase } from '../support/database';
import { describeSchema } from '../support/describe-schema';
import { onEachStatement } from '../support/statements';
import type { Storm } from './storm';

const PROJECT = join(__dirname, '..', '..');
const KILLS = 40;
/** On a server each start takes as long as all three take on the embedded database. */
const SMALL_KILLS = process.env.DATABASE_URL ? 1 : 3;

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });

/** A place without any table, which the storm's own file is: the tests' databases come with a schema. */
async function makeEmptyHome() {
  const { environment, remove } = await makeDatabase();
  const database = openDatabase({
    url: environment.DATABASE_URL,
    embeddedFile: join(String(environment.DATA_FOLDER), 'empty.db'),
    poolSize: 5,
    log,
  });
  return { environment, database, close: () => database.close().then(remove) };
}

/** True if it was killed before it was done. */
function migrateAndKill(environment: Record<string, string>, at: number, afterMs: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      '-r',
      join(PROJECT, 'tests/support/run-typescript.cjs'),
      join(PROJECT, 'tests/support/migrate-process.ts'),
    ],
    {
      cwd: PROJECT,
      env: { ...process.env, ...environment, KILL_AT: String(at), KILL_AFTER_MS: String(afterMs) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal === 'SIGKILL')));
}

export const storm: Storm = {
  fault: 'the process that makes the schema is killed in the middle of random statements, and started again',
  needsServer: false,
  async run({ small, write }) {
    const kills = small ? SMALL_KILLS : KILLS;
    const whole = await makeEmptyHome();
    let statements = 0;
    onEachStatement(whole.database.sequelize, (count) => (statements = count));
    const startedAt = performance.now();
    await migrate(whole.database, migrations, log);
    const statementMs = (performance.now() - startedAt) / statements;
    const expected = JSON.stringify(await describeSchema(whole.database));
    await whole.close();

    let killed = 0;
    let ready = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const { environment, database, close } = await makeEmptyHome();
      const at = 1 + Math.floor(Math.random() * statements);
      const afterMs = Math.random() * statementMs;
      if (await migrateAndKill(environment, at, afterMs)) killed += 1;
      const outcome = await migrate(database, migrations, log).then(
        () => 'ready',
        (error: unknown) => String(error),
      );
      const same = outcome === 'ready' && JSON.stringify(await describeSchema(database)) === expected;
      const installations = same ? await database.select('SELECT id FROM installation') : [];
      if (installations.length === 1) ready += 1;
      else write(`killed in statement ${at} of ${statements}: ${outcome}`);
      await close();
    }
    return [
      { name: 'killed before the schema was whole', value: killed, unit: 'starts', atLeast: 1 },
      { name: 'ready at the next start, with the same schema', value: ready, unit: 'starts', atLeast: kills },
    ];
  },
};
