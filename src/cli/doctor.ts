/** Looks at an installation as an operator would who asks why it does not work, and says how to put right what it finds. */
import { access, constants, mkdir, open, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { engines } from '../../package.json';
import { migrations } from '../../migrations';
import { type App, buildApp } from '../app';
import { type Config, ConfigurationError, readConfig } from '../config';
import { databaseTroubleOf } from '../platform/db/database-trouble';
import { BAD_CERTIFICATE } from '../platform/kernel/bad-certificate';
import { iso, MINUTE_MS, SECOND_MS } from '../platform/kernel/clock';

export interface Finding {
  state: 'OK' | 'WARN' | 'FAIL';
  what: string;
  remedy?: string;
}

const ok = (what: string): Finding => ({ state: 'OK', what });
const warn = (what: string, remedy: string): Finding => ({ state: 'WARN', what, remedy });
const fail = (what: string, remedy: string): Finding => ({ state: 'FAIL', what, remedy });

const LEAST_FREE_BYTES = 1_000_000_000;
const MOST_SKEW_MS = 2 * SECOND_MS;
const OLDEST_BEAT_MS = 2 * MINUTE_MS;
/** Of the connections that the server gives, one instance should not be able to take more. */
const MOST_OF_CONNECTIONS = 0.5;

/** In the order in which to put things right: what comes later may follow from what comes before. */
export async function examine(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const findings = [nodeVersion()];
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const remedy = 'Set it in the environment; .env.example says what each variable takes.';
    return [...findings, ...error.problems.map((problem) => fail(problem, remedy))];
  }
  findings.push(ok(`The configuration can be read (NODE_ENV=${config.NODE_ENV}).`));
  findings.push(
    ...config.warnings.map((warning) =>
      warn(warning, 'Meant so? Then leave it; else see docs/operations.md.'),
    ),
  );
  findings.push(...ofConfig(config), ...(await ofFolders(config)));
  if (findings.some(({ state }) => state === 'FAIL')) return findings;
  const app = buildApp(config, { silent: true });
  try {
    const database = await ofDatabase(app);
    findings.push(...database, ...(await ofParts(app)));
    if (!database.some(({ state }) => state === 'FAIL')) findings.push(...(await ofHouse(app)));
  } finally {
    await app.stop();
  }
  return findings;
}

function nodeVersion(): Finding {
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > (wanted[0] ?? 0) || (major === wanted[0] && minor >= (wanted[1] ?? 0));
  return isEnough
    ? ok(`Node ${process.versions.node}.`)
    : fail(`Node ${process.versions.node} is too old.`, `Install Node ${engines.node}.`);
}

function ofConfig(config: Config): Finding[] {
  if (!config.production) return [];
  const findings: Finding[] = [];
  const isLocal = ['127.0.0.1', 'localhost', '::1'].includes(config.HOST ?? '');
  if (isLocal && config.TRUST_PROXY_HOPS === 0) {
    findings.push(
      fail(
        'HOST is reached from this machine alone, and TRUST_PROXY_HOPS is 0: limits count everybody behind the proxy as one.',
        'Set TRUST_PROXY_HOPS to the number of proxies in front (deploy/proxy), or HOST to the address that people reach.',
      ),
    );
  }
  if (!config.REDIS_URL) {
    findings.push(
      warn(
        'REDIS_URL is not set: limits, cache and presence are each process’s own.',
        'With more than one process, set it.',
      ),
    );
  }
  if (config.METRICS_PORT === undefined) {
    findings.push(
      warn('METRICS_PORT is not set: nobody counts.', 'Set it, and let Prometheus ask (deploy/prometheus).'),
    );
  }
  return findings;
}

async function ofFolders(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  const owner = `Make it, and give it to the user who runs the product (${process.getuid?.() ?? 'this one'}).`;
  for (const [name, folder] of [
    ['DATA_FOLDER', config.DATA_FOLDER],
    ['LOG_FOLDER', config.logFolder],
  ] as const) {
    if (!folder) continue;
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
      const { bavail, bsize } = await statfs(folder);
      const free = bavail * bsize;
      findings.push(
        free < LEAST_FREE_BYTES
          ? warn(
              `${name}: ${(free / 1e9).toFixed(1)} GB are free.`,
              'Make room: what does not fit is refused.',
            )
          : ok(`${name} can be written.`),
      );
    } catch (error) {
      findings.push(
        fail(
          `${name} cannot be written (${codeOf(error)}).`,
          name === 'LOG_FOLDER' ? `${owner} Or set LOG_FOLDER=off.` : owner,
        ),
      );
    }
  }
  const anchor = config.AUDIT_ANCHOR_FILE;
  if (anchor) {
    const added = await open(anchor, 'a').catch((error: unknown) => codeOf(error));
    if (typeof added === 'string') {
      findings.push(
        fail(`AUDIT_ANCHOR_FILE cannot be added to (${added}).`, 'Let the product’s user append to it.'),
      );
    } else await added.close();
  }
  const page = await stat(join(config.WEB_FOLDER, 'index.html')).catch(() => null);
  findings.push(
    page
      ? ok('The browser app is built.')
      : warn('The browser app is not built here.', 'Run `npm run build`, or set WEB_FOLDER.'),
  );
  return findings;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

async function ofDatabase({ platform: { database } }: App): Promise<Finding[]> {
  try {
    await database.ping();
  } catch (error) {
    const { code, remedy } = databaseTroubleOf(error) ?? {
      ...{
        code: codeOf((error as { original?: unknown }).original ?? error),
        remedy: 'Look at DATABASE_URL.',
      },
    };
    return [fail(`The database does not answer (${code}).`, remedy)];
  }
  const findings =
    database.dialect === 'mysql' ? await ofMysql(database) : [ok('The embedded database opens.')];
  return [...findings, ...(await ofSchema(database))];
}

type Database = App['platform']['database'];

async function ofMysql({ select, sequelize }: Database): Promise<Finding[]> {
  const [facts] = await select<{
    version: string;
    nowMs: number;
    charset: string;
    connections: number;
    binlog: number;
    trusted: number;
  }>(
    `SELECT VERSION() AS version, UNIX_TIMESTAMP(NOW(3)) * 1000 AS nowMs, @@character_set_database AS charset,
            @@max_connections AS connections, @@log_bin AS binlog, @@log_bin_trust_function_creators AS trusted`,
  );
  if (!facts) return [];
  const findings: Finding[] = [];
  const isMaria = /mariadb/i.test(facts.version);
  const [major = 0, minor = 0] = facts.version.split('.').map(Number);
  const isOld = isMaria ? major < 10 || (major === 10 && minor < 6) : major < 8;
  findings.push(
    isOld
      ? fail(
          `The database is ${facts.version}.`,
          'It has to be MySQL 8 or MariaDB 10.6, or later: jobs are taken with SKIP LOCKED.',
        )
      : ok(`The database answers (${facts.version}).`),
  );
  if (facts.charset !== 'utf8mb4') {
    findings.push(
      warn(
        `The database's character set is ${facts.charset}.`,
        'ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin.',
      ),
    );
  }
  const skewMs = Math.abs(Date.now() - Number(facts.nowMs));
  if (skewMs > MOST_SKEW_MS) {
    findings.push(
      warn(
        `This machine's clock and the database's differ by ${Math.round(skewMs / SECOND_MS)} s.`,
        'Let both follow NTP.',
      ),
    );
  }
  const { pool } = sequelize.config as { pool?: { max?: number } };
  const mine = 2 * (pool?.max ?? 0);
  if (mine > Number(facts.connections) * MOST_OF_CONNECTIONS) {
    findings.push(
      warn(
        `One instance may take ${mine} of the server's ${facts.connections} connections.`,
        'Raise max_connections, or lower DATABASE_POOL_SIZE.',
      ),
    );
  }
  const grants = (await select<Record<string, string>>('SHOW GRANTS'))
    .flatMap((row) => Object.values(row))
    .join('\n');
  const mayAnyway = /ALL PRIVILEGES ON \*\.\*|\bSUPER\b|SET USER/i.test(grants);
  if (Number(facts.binlog) === 1 && Number(facts.trusted) === 0 && !mayAnyway) {
    findings.push(
      fail(
        'The server writes a binary log and lets this user make no triggers, which the schema has.',
        'SET GLOBAL log_bin_trust_function_creators = 1, and in the server’s configuration; or run `mcx migrate` as a user with SUPER.',
      ),
    );
  }
  return findings;
}

async function ofSchema({ select, sequelize }: Database): Promise<Finding[]> {
  if (!(await sequelize.getQueryInterface().tableExists('schema_migrations'))) {
    return [warn('There is no schema yet.', 'It is made at the first start; `mcx migrate` makes it alone.')];
  }
  const ran = new Set(
    (await select<{ name: string }>('SELECT name FROM schema_migrations')).map(({ name }) => name),
  );
  const known = migrations.map(({ name }) => name);
  const newer = [...ran].filter((name) => !known.includes(name));
  if (newer.length > 0) {
    return [
      fail(`The schema is of a newer release: ${newer.join(', ')}.`, 'Run that release, or a later one.'),
    ];
  }
  const pending = known.filter((name) => !ran.has(name));
  return [
    pending.length > 0
      ? warn(
          `The schema lacks ${pending.length} change(s).`,
          'They are made at the next start; `mcx migrate` makes them alone.',
        )
      : ok('The schema is that of this release.'),
  ];
}

function redisRemedy(trouble: string): string {
  if (/CERT|ALTNAME/.test(trouble)) return BAD_CERTIFICATE;
  if (/^(?:NOAUTH|WRONGPASS|NOPERM)$/.test(trouble)) return 'Correct user and password in REDIS_URL.';
  return 'Start it, or correct REDIS_URL.';
}

async function ofParts({ config, platform, redis }: App): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (redis) {
    const answers = await redis.answersWithin(2 * SECOND_MS);
    findings.push(
      answers
        ? ok('Redis answers.')
        : fail(
            `Redis does not answer${redis.trouble ? ` (${redis.trouble})` : ''}.`,
            `${redisRemedy(redis.trouble ?? '')} Until then limits and cache are each process’s own.`,
          ),
    );
  }
  try {
    await platform.storage.ping();
    findings.push(ok(config.S3_BUCKET ? `The bucket ${config.S3_BUCKET} answers.` : 'Files can be stored.'));
  } catch (error) {
    const name = (error as Error).name;
    findings.push(
      fail(
        `Files cannot be stored (${name}).`,
        config.S3_BUCKET
          ? 'Look at S3_BUCKET, S3_REGION, S3_ENDPOINT and the two keys.'
          : 'Let the product’s user write DATA_FOLDER/files.',
      ),
    );
  }
  findings.push(
    platform.mailer.provider
      ? ok(`Mail leaves by ${platform.mailer.provider.name}.`)
      : warn(
          'No mail leaves: letters stay in the outbox.',
          'Set RESEND_API_KEY or SMTP_URL, with MAIL_FROM.',
        ),
  );
  return findings;
}

/** How it does: only where its schema is there. */
async function ofHouse({ platform, maintenance }: App): Promise<Finding[]> {
  const { database, clock, queue } = platform;
  if (!(await database.sequelize.getQueryInterface().tableExists('reconciliations'))) return [];
  const findings: Finding[] = [];
  const [beat] = await database.select<{ beatAt: number }>('SELECT beatAt FROM heartbeat WHERE id = 1');
  const silentMs = clock.now() - Number(beat?.beatAt ?? 0);
  if (silentMs > OLDEST_BEAT_MS) {
    findings.push(
      warn(
        Number(beat?.beatAt ?? 0) === 0
          ? 'No instance has run here yet.'
          : `No instance has run since ${iso(Number(beat?.beatAt))}.`,
        'Start one.',
      ),
    );
  } else findings.push(ok('An instance runs.'));
  const closed = await maintenance.load();
  if (closed)
    findings.push(
      warn(`Closed for maintenance since ${iso(closed.since)}.`, '`mcx maintenance off` opens it.'),
    );
  const { dead, orphans, oldestDueMs } = await queue.counts();
  if (dead > 0)
    findings.push(
      fail(
        `${dead} job(s) have failed for good.`,
        '`mcx jobs` shows them; remove the cause, then `mcx jobs revive all`.',
      ),
    );
  if (orphans > 0)
    findings.push(
      warn(
        `${orphans} job(s) are of a kind that this release does not know.`,
        '`mcx jobs` shows them; run the release that does.',
      ),
    );
  if (oldestDueMs > 5 * MINUTE_MS && !closed) {
    findings.push(
      warn(
        `A job has been due for ${Math.round(oldestDueMs / MINUTE_MS)} minutes.`,
        'Is an instance running? See JobsLate in docs/operations.md.',
      ),
    );
  }
  const [last] = await database.select<{ checkedAt: number; violations: number }>(
    'SELECT checkedAt, violations FROM reconciliations ORDER BY checkedAt DESC LIMIT 1',
  );
  if (last && Number(last.violations) > 0) {
    findings.push(
      fail(
        `The books were proved at ${iso(Number(last.checkedAt))}, with ${last.violations} violation(s).`,
        '`mcx reconcile` says which.',
      ),
    );
  }
  return findings;
}
