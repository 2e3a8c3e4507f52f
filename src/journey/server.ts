/** Runs a journey against a running server, or against one that is started for it; says the outcome in one last line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../app';
import { readConfig } from '../config';
import { newSecret } from '../platform/kernel/ids';
import { systemActor } from '../platform/kernel/actor';
import { type JourneyOptions, type JourneyOutcome, runJourney } from './journey';

export async function journeyAgainst(options: JourneyOptions): Promise<JourneyOutcome> {
  const outcome = await runJourney(options).catch((error: unknown): JourneyOutcome => {
    return { ok: false, off: [error instanceof Error ? error.message : String(error)], state: 'UNFINISHED' };
  });
  for (const off of outcome.off) options.write(`    OFF: ${off}`);
  options.write(
    outcome.ok
      ? `OK: ${options.kind} journey ended ${outcome.state}; the books balance.`
      : `FAILED: ${options.kind} journey ended ${outcome.state}; ${outcome.off.length} thing(s) are off.`,
  );
  return outcome;
}

/**
 * Starts a server of its own: on the database of DATABASE_URL where that is set, else on an embedded one that is
 * thrown away afterwards.
 */
export async function journeyOnOwnServer(
  options: Omit<JourneyOptions, 'url' | 'admin'>,
): Promise<JourneyOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-journey-'));
  const app = buildApp(
    readConfig({
      DATA_FOLDER: folder,
      ...process.env,
      NODE_ENV: 'development',
      PORT: '0',
      CLOCK: 'movable',
      RATE_LIMIT_PROFILE: 'off',
    }),
    { silent: true },
  );
  try {
    await app.prepare();
    const admin = {
      email: `journey-admin-${newSecret().slice(0, 8).toLowerCase()}@example.com`,
      password: newSecret(),
    };
    await app.modules.identity.createUser(
      { ...admin, firstName: 'Journey', lastName: 'Admin', roles: ['admin'], emailVerified: true },
      systemActor('mcx'),
    );
    const port = await app.start();
    options.write(
      `No --url: started a server for this journey on ${app.config.DATABASE_URL ? 'DATABASE_URL' : 'an embedded database'}.`,
    );
    return await journeyAgainst({ ...options, admin, url: `http://127.0.0.1:${port}` });
  } finally {
    app.server.closeAllConnections();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
