/** The demo: the whole product with the sandbox gateway, the mail outbox, fictional carriers and people to be. */
import { rmSync } from 'node:fs';
import { buildApp, embeddedFile } from '../app';
import { readConfig } from '../config';
import { runUntilSignal } from '../run';
import { DEMO_PEOPLE } from './people';
import { seedDemo } from './seed';
import { fillWorld, WORLD_COMPANIES } from './world/fill-world';

/** Companies, after which it is said how far the filling is. */
const TOLD_EVERY = 50;

/** What the demo sets where the environment says nothing else. */
export const demoEnvironment = (): Record<string, string> => ({
  NODE_ENV: 'development',
  CLOCK: 'movable',
  RATE_LIMIT_PROFILE: 'off',
  // Its passwords are known to everybody: they are not worth what makes guessing dear.
  PASSWORD_HASH_MEMORY_KIB: '8',
  PASSWORD_HASH_PASSES: '1',
});

const demoPeople = () =>
  Object.values(DEMO_PEOPLE).map(({ email, password, what }) => ({ email, password, what }));

export async function startDemo(options: { fresh: boolean; print: (text: string) => void }): Promise<void> {
  const config = readConfig({ ...demoEnvironment(), LOG_LEVEL: 'warn', ...process.env });
  if (config.production) throw new Error('The demo does not run in production.');
  if (options.fresh) {
    if (config.DATABASE_URL) {
      throw new Error(
        '--fresh forgets the embedded database only; drop the schema of DATABASE_URL yourself.',
      );
    }
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${embeddedFile(config)}${suffix}`, { force: true });
  }
  options.print('Opening the database and bringing its schema up to date …');
  let until: number | null = null;
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const app = buildApp(config, { demoPeople: demoPeople(), past: { until: () => until, over } });
  await app.prepare();
  until = app.platform.clock.now();
  options.print('Looking for the demo people and their listings, and adding those that are missing …');
  const seeded = await seedDemo(app);
  const port = await app.start();
  const url = `http://localhost:${port}`;
  options.print(
    [
      '',
      `MC Exchange runs at ${url}`,
      `  API page     ${url}/api/docs`,
      `  Mail outbox  ${url}/outbox`,
      `  Health       ${url}/api/health/ready`,
      '',
      seeded
        ? 'It is filled with demo people and listings of fictional companies.'
        : 'It keeps what was there.',
      'Who can sign in (POST /api/auth/login):',
      ...demoPeople().map(({ email, password, what }) => `  ${email.padEnd(22)} ${password}   ${what}`),
      '',
      `Rate limits are ${config.RATE_LIMIT_PROFILE}; the clock is ${config.CLOCK} (CLOCK=movable npm run mcx -- clock advance 7d).`,
      'Ctrl-C stops it. Its data stays; npm run demo -- --fresh starts anew.',
      '',
    ].join('\n'),
  );
  runUntilSignal(app);
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
  const progress = (done: number, of: number) => {
    if (done % TOLD_EVERY === 0)
      options.print(`The world fills: ${done} of ${of} more companies (${seconds()} s).`);
  };
  try {
    const added = await fillWorld(config, { companies: WORLD_COMPANIES, until, progress });
    if (added > 0) options.print(`The world is full: ${added} companies more, after ${seconds()} s.`);
  } catch (error) {
    options.print(`The world could not be filled, and is gone on with at the next start: ${String(error)}`);
  } finally {
    until = null;
    end();
  }
}
