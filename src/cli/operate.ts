/** Commands of operators for the whole installation: copies of it, maintenance, background work, what is misconfigured. */
import { type Command, InvalidArgumentError } from 'commander';
import type { App } from '../app';
import { endMaintenance, MAINTENANCE_MESSAGE_LENGTH } from '../platform/http/maintenance';
import { systemActor } from '../platform/kernel/actor';
import { iso, MINUTE_MS, SECOND_MS } from '../platform/kernel/clock';
import { backUp, NotRestored, restore } from './backup';
import { examine } from './doctor';

/** Builds the product without serving it, does one thing, and closes it again. */
export type WithApp = <Result>(
  work: (app: App) => Promise<Result>,
  options?: { prepared?: boolean },
) => Promise<Result>;

const operator = systemActor('mcx');
const HOUSE = { type: 'installation', id: 'mcx' };

export function addOperations(program: Command, withApp: WithApp, print: (text: string) => void): void {
  addBackup(program, withApp, print);
  addMaintenance(program, withApp, print);
  addJobs(program, withApp, print);
  program
    .command('doctor')
    .description('what is misconfigured or out of order, and how to put it right; 1 when anything has to be')
    .option('--json')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine(process.env);
      if (options.json) print(JSON.stringify(findings, null, 2));
      else {
        for (const { state, what, remedy } of findings) {
          print(`${state.padEnd(5)} ${what}${remedy ? `\n      ${remedy}` : ''}`);
        }
      }
      process.exitCode = findings.some(({ state }) => state === 'FAIL') ? 1 : 0;
    });
}

function addBackup(program: Command, withApp: WithApp, print: (text: string) => void): void {
  program
    .command('backup')
    .description(
      'copy the installation as it is now into a new folder: database, files, the names of its secrets',
    )
    .requiredOption('--to <folder>', 'a folder that is not there yet')
    .option('--without-files', 'for files that are copied otherwise, as a bucket with versions')
    .action((options: { to: string; withoutFiles?: boolean }) =>
      withApp(
        async (app) => {
          const { tables, files, secrets } = await backUp(app, options.to, { files: !options.withoutFiles });
          const rows = tables.reduce((sum, table) => sum + table.rows, 0);
          print(`Copied ${rows} rows of ${tables.length} tables${files ? ` and ${files.files} files` : ''}.`);
          print(
            `It needs these secrets, which it does not hold: ${secrets.map(({ name }) => name).join(', ')}.`,
          );
        },
        { prepared: false },
      ),
    );

  program
    .command('restore')
    .description('make an installation of a copy, in a database without tables; 1 when it does not add up')
    .requiredOption('--from <folder>', 'what `mcx backup` made')
    .action((options: { from: string }) =>
      withApp(
        async (app) => {
          const { manifest, otherSecrets, violations } = await restore(app, options.from);
          print(`Restored as it was at ${iso(manifest.takenAt)}.`);
          for (const name of otherSecrets) {
            print(
              `${name} is not the one that it was copied with: docs/operations.md says what is lost by it.`,
            );
          }
          for (const { check, subject, detail } of violations) print(`${check}: ${subject}: ${detail}`);
          print(
            violations.length === 0
              ? 'The books and the audit trail are in order.'
              : `It does not add up: ${violations.length} violation(s).`,
          );
          print('It is closed for maintenance, and nothing leaves it: open it with `mcx maintenance off`.');
          process.exitCode = violations.length === 0 ? 0 : 1;
        },
        { prepared: false },
      ).catch((error: unknown) => {
        if (!(error instanceof NotRestored)) throw error;
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 2;
      }),
    );
}

const DEFAULT_MESSAGE = 'We are working on our service.';

function messageFor(text: string): string {
  if (text.length <= MAINTENANCE_MESSAGE_LENGTH) return text;
  throw new InvalidArgumentError(`At most ${MAINTENANCE_MESSAGE_LENGTH} characters.`);
}

function addMaintenance(program: Command, withApp: WithApp, print: (text: string) => void): void {
  const maintenance = program
    .command('maintenance')
    .description('maintenance: everything can be read, nothing can be changed, no job starts');

  maintenance
    .command('on')
    .option('--message <text>', 'what people are told', messageFor, DEFAULT_MESSAGE)
    .action(({ message }: { message: string }) =>
      withApp(async (app) => {
        await app.platform.database.atomically(async () => {
          await app.maintenance.begin(message);
          await app.modules.audit.record({
            ...{ actor: operator, action: 'maintenance.began', subject: HOUSE, detail: { message } },
          });
        });
        print('Maintenance is on; every instance follows within two seconds.');
      }),
    );

  maintenance
    .command('off')
    .description('end it; deadlines that passed meanwhile are put off')
    .action(() =>
      withApp(async (app) => {
        const { database, clock, uptime } = app.platform;
        const closed = await database.atomically(async () => {
          const ended = await endMaintenance(database, clock, app.maintenance, uptime);
          if (ended) {
            await app.modules.audit.record({ actor: operator, action: 'maintenance.ended', subject: HOUSE });
          }
          return ended;
        });
        print(
          closed
            ? `Maintenance is off, after ${minutesSince(closed.since, clock.now())}.`
            : 'Maintenance was off already.',
        );
      }),
    );

  maintenance.command('status').action(() =>
    withApp(async (app) => {
      const closed = app.maintenance.now();
      await Promise.resolve();
      print(closed ? `Closed since ${iso(closed.since)}: ${closed.message}` : 'Open.');
    }),
  );
}

const minutesSince = (since: number, now: number): string =>
  `${Math.round((now - since) / MINUTE_MS)} minutes`;

function addJobs(program: Command, withApp: WithApp, print: (text: string) => void): void {
  const jobs = program.command('jobs').description('background work');

  jobs
    .command('list', { isDefault: true })
    .description('what waits, lane by lane, and what has failed for good; 1 where anything has')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withApp(async ({ platform: { queue } }) => {
        const [counts, dead, orphans] = await Promise.all([
          queue.counts(),
          queue.listDead(),
          queue.listOrphans(),
        ]);
        process.exitCode = dead.length + orphans.length > 0 ? 1 : 0;
        if (options.json) return print(JSON.stringify({ counts, dead, orphans }, null, 2));
        for (const { lane, waiting, due, oldestDueMs } of counts.lanes) {
          print(
            `${lane.padEnd(10)} ${waiting} waiting, ${due} due, the oldest for ${Math.round(oldestDueMs / SECOND_MS)} s`,
          );
        }
        for (const { id, kind, attempts, lastError } of dead) {
          print(`dead       ${id} ${kind}, ${attempts} tries: ${lastError ?? ''}`);
        }
        for (const { kind, jobs: count } of orphans)
          print(`orphans    ${count} of ${kind}, which this release does not know`);
      }),
    );

  jobs
    .command('revive')
    .description('give jobs that failed for good another life, once the cause is removed')
    .argument('<jobs...>', 'their ids, or `all`')
    .action((ids: string[]) =>
      withApp(async ({ platform: { queue, database }, modules: { audit } }) => {
        const chosen = ids.includes('all') ? (await queue.listDead()).map(({ id }) => id) : ids;
        for (const id of chosen) {
          const revived = await database.atomically(async () => {
            const done = await queue.revive(id);
            if (done)
              await audit.record({ actor: operator, action: 'job.revived', subject: { type: 'job', id } });
            return done;
          });
          print(revived ? `${id} is tried again.` : `${id} is not among the dead.`);
          if (!revived) process.exitCode = 1;
        }
      }),
    );
}
