/** The demo: the whole product with the sandbox gateway, the mail outbox, fictional carriers and people to be. */
import { rmSync } from 'node:fs';
import { buildApp, embeddedFile } from '../app';
import { readConfig } from '../config';
import { runUntilSignal } from '../run';
import { DEMO_PEOPLE } from './people';
import { seedDemo } from './seed';

/** What the demo sets where the environment says nothing else. */
export const demoEnvironment = (): Record<string, string> => ({
  NODE_ENV: 'development',
  CLOCK: 'movable',
  RATE_LIMIT_PROFILE: 'off',
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
  const app = buildApp(config, { demoPeople: demoPeople() });
  await app.prepare();
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
}
