/**
 * Brings the schema forward in a process of its own that kills itself: `node -r run-typescript.cjs …`, with the number of
 * the statement in KILL_AT and how long it has been under way by then in KILL_AFTER_MS.
 */
import { join } from 'node:path';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/platform/db/database';
import { migrate } from '../../src/platform/db/migrate';
import { createLogger } from '../../src/platform/kernel/logger';
import { onEachStatement } from './statements';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const database = openDatabase({
  url: process.env.DATABASE_URL,
  embeddedFile: join(String(process.env.DATA_FOLDER), 'empty.db'),
  poolSize: 5,
  log,
});
const kill = () => process.kill(process.pid, 'SIGKILL');
onEachStatement(database.sequelize, (count) => {
  if (count === Number(process.env.KILL_AT)) setTimeout(kill, Number(process.env.KILL_AFTER_MS));
});
void migrate(database, migrations, log).then(() => database.close());
