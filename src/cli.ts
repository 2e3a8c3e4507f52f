#!/usr/bin/env node
/** The operators' commands: `npm run mcx -- --help`; where it is built, `node dist/src/cli.js --help`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { type App, buildApp } from './app';
import { carrierSheet } from './cli/carrier-sheet';
import { garbageCollector } from './cli/collect-garbage';
import { progressLine } from './cli/load-progress';
import { UnreadableFile } from './modules/carriers';
import { addOperations } from './cli/operate';
import { previewKinds, previewPage } from './cli/mail-preview';
import { readConfig } from './config';
import { demoEnvironment, startDemo } from './demo/demo';
import { DEMO_PEOPLE } from './demo/people';
import { seedDemo } from './demo/seed';
import { JOURNEY_KINDS, type JourneyKind } from './journey/journey';
import { journeyAgainst, journeyOnOwnServer } from './journey/server';
import { writeBuiltDocument } from './platform/http/openapi/built-document';
import { toYaml } from './platform/http/openapi/yaml';
import { databaseTroubleOf } from './platform/db/database-trouble';
import { systemActor } from './platform/kernel/actor';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, systemClock } from './platform/kernel/clock';
import { definedEvents } from './platform/events/define-event';
import { eventDocument } from './platform/events/event-document';
import { limitOf } from './platform/http/contract';
import { Problem } from './platform/http/problem';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const operator = systemActor('mcx');

const PROGRESS_ROWS = 50_000;
/** Rows of a file after which what they left behind is collected: some 50 MB. */
const GARBAGE_ROWS = 10_000;

/** Builds the product without serving it, does one thing, and closes it again. */
async function withApp<Result>(
  work: (app: App) => Promise<Result>,
  { prepared = true }: { prepared?: boolean } = {},
): Promise<Result> {
  const app = buildApp(readConfig(process.env), { silent: true });
  try {
    if (prepared) await app.prepare();
    return await work(app);
  } finally {
    await app.stop();
  }
}

function duration(text: string): number {
  const match = /^(\d{1,6})(m|h|d)$/.exec(text);
  if (!match) throw new InvalidArgumentError('Write a duration as 90m, 12h or 7d.');
  const unitMs = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[match[2] as 'm' | 'h' | 'd'];
  return Number(match[1]) * unitMs;
}

function usdotNumber(text: string): number {
  if (!/^\d{1,8}$/.test(text)) throw new InvalidArgumentError('A USDOT number has one to eight digits.');
  return Number(text);
}

const program = new Command('mcx').description('Operates MC Exchange.').version(version);

program
  .command('migrate')
  .description('bring the schema up to date')
  .action(() =>
    withApp(
      async (app) => {
        const ran = await app.migrate();
        print(ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'The schema is up to date.');
      },
      { prepared: false },
    ),
  );

program
  .command('seed')
  .description('fill an empty installation')
  .addOption(new Option('--demo', 'demo people and listings of fictional companies').makeOptionMandatory())
  .action(async () => {
    Object.assign(process.env, { ...demoEnvironment(), ...process.env });
    const seeded = await withApp((app) => seedDemo(app));
    print(seeded ? 'Seeded the demo people and listings.' : 'The demo people are there already.');
  });

program
  .command('create-admin')
  .description('create a person with the role of admin')
  .requiredOption('--email <address>')
  .requiredOption('--first-name <name>')
  .requiredOption('--last-name <name>')
  .option('--password-file <path>', 'a file with the password; without it, it is read from standard input')
  .action((options: { email: string; firstName: string; lastName: string; passwordFile?: string }) =>
    withApp(async (app) => {
      const password = readFileSync(options.passwordFile ?? 0, 'utf8').trim();
      const { email, firstName, lastName } = options;
      const user = await app.modules.identity.createUser(
        // Whoever runs this vouches for the address: where addresses are to be confirmed, nobody signs in before.
        { email, password, firstName, lastName, roles: ['admin'], emailVerified: true },
        operator,
      );
      print(`Created the admin ${user.email} (${user.id}).`);
    }),
  );

program
  .command('settle-suspension')
  .description(
    'settle that one admin suspended another, where no second admin is left to ask; exits 1 if none waits',
  )
  .requiredOption('--email <address>', 'of the admin who was suspended')
  .addOption(
    new Option(
      '--as <decision>',
      'CONFIRMED: whoever suspended them acts as before; LIFTED: they are let back in',
    )
      .choices(['CONFIRMED', 'LIFTED'])
      .makeOptionMandatory(),
  )
  .requiredOption('--reason <text>', 'for the action log; where it is lifted, they are mailed it')
  .action(({ email, as, reason }: { email: string; as: 'CONFIRMED' | 'LIFTED'; reason: string }) =>
    withApp(async (app) => {
      const { identity } = app.modules;
      const found = await identity.findUserByEmail(email);
      const settled =
        found &&
        (await identity.settleSuspension(operator, found.id, { stands: as === 'CONFIRMED', reason }));
      print(
        settled ? `${email} is ${settled.status} now.` : 'No suspension of this admin waits to be settled.',
      );
      if (!settled) process.exitCode = 1;
    }),
  );

program
  .command('reconcile')
  .description('check the books and the stored data: exit 0 fine, 1 violations, 2 could not run')
  .option('--json', 'the whole report as JSON')
  .action(async (options: { json?: boolean }) => {
    try {
      const report = await withApp((app) => app.modules.admin.reconcile());
      if (options.json) print(JSON.stringify({ ...report, checkedAt: iso(report.checkedAt) }, null, 2));
      else {
        for (const { part, violations } of report.parts)
          print(`${part.padEnd(14)} ${violations} violation(s)`);
        for (const { check, subject, detail } of report.violations)
          print(`  ${check}: ${subject}: ${detail}`);
      }
      process.exitCode = report.ok ? 0 : 1;
    } catch (error) {
      process.stderr.write(`reconcile could not run: ${messageOf(error)}\n`);
      process.exitCode = 2;
    }
  });

program
  .command('routes')
  .description('every endpoint with who may call it and how often')
  .option('--json')
  .action((options: { json?: boolean }) =>
    withApp(
      (app) => {
        const routes = app.endpoints.map(({ contract, tag }) => ({
          method: contract.method.toUpperCase(),
          path: `/api${contract.path}`,
          access: contract.access,
          limit: limitOf(contract)?.name ?? 'none',
          tag,
        }));
        routes.sort((one, other) => (one.path + one.method < other.path + other.method ? -1 : 1));
        if (options.json) print(JSON.stringify(routes, null, 2));
        else {
          for (const { method, path, access, limit } of routes) {
            print(`${method.padEnd(7)}${path.padEnd(62)}${access.padEnd(8)}${limit}`);
          }
        }
        return Promise.resolve();
      },
      { prepared: false },
    ),
  );

program
  .command('replay-webhook')
  .argument('<events...>', 'their ids at the gateway: evt_…')
  .option('--gateway <name>', 'the gateway that sent them; by default the one that takes new payments')
  .description('replay parked gateway events once the cause is fixed; exits 1 if one still has no effect')
  .action((eventIds: string[], options: { gateway?: string }) =>
    withApp(async (app) => {
      const { gateways, replayEvent } = app.modules.gateway;
      const gateway = options.gateway ?? gateways.forNewMoney?.name ?? '';
      for (const eventId of eventIds) {
        try {
          const { status, type, reason } = await replayEvent(operator, { gateway, eventId });
          print(`${eventId} ${type}: ${status}${reason ? `, ${reason}` : ''}`);
          if (status === 'PARKED' || status === 'RECEIVED') process.exitCode = 1;
        } catch (error) {
          // One that cannot be replayed does not stop the others.
          print(`${eventId}: ${messageOf(error)}`);
          process.exitCode = 1;
        }
      }
    }),
  );

program
  .command('rebuild-cards')
  .description('make the stored cards of all listings anew, after the rules for cards have changed')
  .action(() =>
    withApp(async (app) => {
      print(`${await app.modules.listings.rebuildCards(operator)} cards rebuilt.`);
    }),
  );

program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('recompute the chain of seals: exit 1 when it is broken')
  .action(() =>
    withApp(async (app) => {
      await app.modules.audit.seal();
      const violations = await app.modules.audit.findViolations();
      for (const { check, subject, detail } of violations) print(`${check}: ${subject}: ${detail}`);
      print(violations.length === 0 ? 'The audit trail is intact.' : 'The audit trail is broken.');
      process.exitCode = violations.length === 0 ? 0 : 1;
    }),
  );

program
  .command('clock')
  .description('the movable clock')
  .command('advance')
  .argument('<duration>', 'as 90m, 12h or 7d', duration)
  .description('move the clock forward, where CLOCK=movable')
  .action((byMs: number) =>
    withApp(async (app) => {
      if (!app.clockStore) throw new Error('The clock is not movable here: start with CLOCK=movable.');
      await app.clockStore.advance(byMs);
      print(`It is ${iso(app.platform.clock.now())} now. A running server follows within a second.`);
    }),
  );

program
  .command('carrier')
  .argument('<usdot>', 'the USDOT number', usdotNumber)
  .description('profile, checks and explained risk of one carrier')
  .option('--json')
  .action((usdot: number, options: { json?: boolean }) =>
    withApp(async (app) => {
      const description = await app.modules.carriers.describe(usdot);
      print(options.json ? JSON.stringify(description, null, 2) : carrierSheet(description));
    }),
  );

const fmcsa = program.command('fmcsa').description('open files of FMCSA');

fmcsa
  .command('load')
  .argument('<file>', 'a CSV file: the company census, out-of-service orders, or inspected vehicles')
  .description(
    'load an open file for the check of linked carriers; run again, it goes on where it was cut short',
  )
  .action((file: string) =>
    withApp(async (app) => {
      let told = 0;
      let tidied = 0;
      const collect = garbageCollector();
      const done = await app.modules.carriers.loadFile(file, (progress) => {
        if (progress.rows - tidied >= GARBAGE_ROWS) {
          tidied = progress.rows;
          collect();
        }
        if (progress.rows - told < PROGRESS_ROWS) return;
        told = progress.rows;
        print(progressLine(progress));
      });
      print(`Loaded. ${progressLine(done)}`);
    }).catch((error: unknown) => {
      if (!(error instanceof UnreadableFile) && (error as { code?: string }).code !== 'ENOENT') throw error;
      process.stderr.write(`${file}: ${(error as Error).message}\n`);
      process.exitCode = 2;
    }),
  );

program
  .command('openapi')
  .description('the OpenAPI document')
  .option('--write <file>', 'write it as YAML; without it, print it')
  .addOption(new Option('--built <folder>', 'for a start, which then need not make it').hideHelp())
  .action((options: { write?: string; built?: string }) =>
    withApp(
      async (app) => {
        if (options.built) {
          await writeBuiltDocument(options.built, app.endpoints, app.document());
          return;
        }
        const yaml = await toYaml(app.document());
        if (options.write) writeFileSync(options.write, yaml);
        else print(yaml);
      },
      { prepared: false },
    ),
  );

program
  .command('events')
  .description('every kind of event: when it is told, its shape, who hears it')
  .option('--write <file>', 'write the document; without it, print it')
  .action((options: { write?: string }) =>
    withApp(
      (app) => {
        const handlers = app.platform.events.handlers();
        const document = eventDocument(definedEvents(), handlers, app.modules.live.document);
        if (options.write) writeFileSync(options.write, document);
        else print(document);
        return Promise.resolve();
      },
      { prepared: false },
    ),
  );

program
  .command('mail')
  .description('letters as a mail program shows them')
  .command('preview')
  .description('one kind of letter with made-up data; without a kind, the kinds there are')
  .argument('[kind]', 'such as OFFER_MADE', (kind: string) => kind.toUpperCase())
  .option('--write <file>', 'write the page; without it, print it')
  .action(async (kind: string | undefined, options: { write?: string }) => {
    const config = readConfig(process.env);
    const letters = await previewKinds(config, systemClock.now());
    if (kind === undefined) return print([...letters.keys()].toSorted().join('\n'));
    const letter = letters.get(kind);
    if (!letter)
      throw new Error(`There is no letter called ${kind}. Without a kind, all of them are listed.`);
    const page = previewPage(config, letter);
    if (options.write) writeFileSync(options.write, page);
    else print(page);
  });

program
  .command('demo')
  .description('start the whole product to play with')
  .option('--fresh', 'forget what is there')
  .action((options: { fresh?: boolean }) => startDemo({ fresh: options.fresh ?? false, print }));

program
  .command('journey')
  .description('drive a whole sale over HTTP as buyer, seller and admin; exit 1 when anything is off')
  .option('--url <url>', 'a running server; without it, one is started for the journey')
  .option('--usdot <number>', 'the carrier to sell', usdotNumber)
  .addOption(new Option('--kind <kind>').choices([...JOURNEY_KINDS]).default('sale'))
  .option('--admin-email <address>', 'an admin of the running server', DEMO_PEOPLE.admin.email)
  .option('--admin-password <password>', "the administrator's password", DEMO_PEOPLE.admin.password)
  .option('--second-admin-email <address>', 'another, for sums that take two', DEMO_PEOPLE.secondAdmin.email)
  .option('--second-admin-password <password>', 'the password of that one', DEMO_PEOPLE.secondAdmin.password)
  .action(
    async (options: {
      url?: string;
      usdot?: number;
      kind: JourneyKind;
      adminEmail: string;
      adminPassword: string;
      secondAdminEmail: string;
      secondAdminPassword: string;
    }) => {
      const { url, usdot, kind } = options;
      const secondAdmin = { email: options.secondAdminEmail, password: options.secondAdminPassword };
      const admin = { email: options.adminEmail, password: options.adminPassword };
      const outcome = url
        ? await journeyAgainst({ url, kind, usdot, admin, secondAdmin, write: print })
        : await journeyOnOwnServer({ kind, usdot, write: print });
      process.exitCode = outcome.ok ? 0 : 1;
    },
  );

addOperations(program, withApp, print);

const messageOf = (error: unknown): string => {
  if (error instanceof Problem) return `${error.kind.title}: ${error.detail}`;
  const said = error instanceof Error ? error.message : String(error);
  const trouble = databaseTroubleOf(error);
  return trouble ? `${said}\n${trouble.remedy}` : said;
};

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
