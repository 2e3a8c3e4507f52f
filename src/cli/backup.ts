/** Copies an installation whole, as it is at one moment, and makes one of a copy: database, files, and which secrets it needs. */
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { version } from '../../package.json';
import { migrations } from '../../migrations';
import type { App } from '../app';
import { SECRETS } from '../config';
import { copyIn, copyOut, isEmpty } from '../platform/backup/copy-database';
import { copyFilesIn, copyFilesOut } from '../platform/backup/copy-files';
import { migrate } from '../platform/db/migrate';
import { systemActor } from '../platform/kernel/actor';
import { iso } from '../platform/kernel/clock';
import { newId } from '../platform/kernel/ids';
import type { Violation } from '../platform/kernel/violation';

const FORMAT = 1;
const MANIFEST = 'backup.json';
const operator = systemActor('mcx');

const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  takenAt: z.number(),
  database: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), sha256: z.string() })),
  /** Null where files were left out. */
  files: z.object({ files: z.number(), bytes: z.number(), sha256: z.string() }).nullable(),
  /** Which secrets it needs, with what tells them apart and gives none of them away. */
  secrets: z.array(z.object({ name: z.string(), print: z.string() })),
});
export type Manifest = z.output<typeof Manifest>;

export class NotRestored extends Error {}

/** Where the schema's own bookkeeping stands: the restored schema keeps its own. */
const BOOKKEEPING = ['schema_migrations', 'schema_steps'];

/** Work is late in any copy, and begins once the platform opens. */
const LATE_WORK = 'jobs.drained';

/** Answers what was copied. The folder appears under its name once it is whole. */
export async function backUp(app: App, folder: string, { files = true } = {}): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} is there already.`);
  const { platform, config } = app;
  const draft = `${folder}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const takenAt = platform.clock.now();
  const tables = await copyOut(platform.database, join(draft, 'database'), {
    ...{ log: platform.log, without: BOOKKEEPING },
  });
  const ran = await platform.database.select<{ name: string }>(
    'SELECT name FROM schema_migrations ORDER BY name',
  );
  const manifest: Manifest = {
    ...{ format: FORMAT, version, takenAt, database: platform.database.dialect },
    migrations: ran.map(({ name }) => name),
    tables,
    files: files ? await copyFilesOut(platform.storage, join(draft, 'files')) : null,
    secrets: printsOf(config, takenAt),
  };
  await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, folder);
  return manifest;
}

/** Tells secrets apart: who does not have one learns nothing of it. */
function printsOf(config: App['config'], takenAt: number): Manifest['secrets'] {
  const values = config as unknown as Record<string, string | undefined>;
  return SECRETS.flatMap((name) => {
    const value = values[name];
    if (!value) return [];
    return [
      { name, print: createHmac('sha256', value).update(`backup ${takenAt}`).digest('hex').slice(0, 16) },
    ];
  });
}

export interface Restored {
  manifest: Manifest;
  /** Those that differ from the ones that it was copied with, or are missing. */
  otherSecrets: string[];
  violations: Violation[];
}

/**
 * Makes the copy an installation again, in a database without tables: its schema as it was, its rows, then the schema of
 * this release. It is closed for maintenance, so that nothing leaves it before somebody has looked at it.
 * @throws NotRestored where the copy is of a newer release or damaged, or something is there already.
 */
export async function restore(app: App, folder: string): Promise<Restored> {
  const { database, storage, log } = app.platform;
  const manifest = await readManifest(folder);
  const unknown = manifest.migrations.filter((name) => !migrations.some((known) => known.name === name));
  if (unknown.length > 0) {
    throw new NotRestored(
      `The copy is of a newer release (${manifest.version}): this one does not know ${unknown.join(', ')}. Restore it with that release.`,
    );
  }
  if (!(await isEmpty(database))) {
    throw new NotRestored(
      'The database has tables. Restore into an empty one: what is there is never overwritten.',
    );
  }
  await migrate(
    database,
    migrations.filter(({ name }) => manifest.migrations.includes(name)),
    log,
  );
  await copyIn(database, join(folder, 'database'), manifest.tables);
  await migrate(database, migrations, log);
  if (manifest.files) await copyFilesIn(storage, join(folder, 'files'), manifest.files);
  await app.prepare();
  await database.atomically(async () => {
    // What is cached bears the id of its database: nobody is handed what the former one held.
    await database.change('UPDATE installation SET id = :id', { id: newId() });
    await app.maintenance.begin('We are restoring our service from a copy.');
    await app.modules.audit.record({
      actor: operator,
      action: 'installation.restored',
      subject: { type: 'installation', id: 'mcx' },
      detail: { takenAt: iso(manifest.takenAt), fromVersion: manifest.version },
    });
  });
  await app.maintenance.load();
  const prints = new Map(printsOf(app.config, manifest.takenAt).map(({ name, print }) => [name, print]));
  await app.modules.audit.seal();
  const report = await app.modules.admin.reconcile();
  return {
    manifest,
    otherSecrets: manifest.secrets
      .filter(({ name, print }) => prints.get(name) !== print)
      .map(({ name }) => name),
    violations: report.violations.filter(({ check }) => check !== LATE_WORK),
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new NotRestored(`${folder} is no copy: it has no ${MANIFEST}.`);
  });
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw new NotRestored(
      `${MANIFEST} cannot be read: the copy is damaged, or of a release that copies otherwise.`,
    );
  }
}
