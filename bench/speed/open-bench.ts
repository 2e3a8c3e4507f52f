/** Builds the product, fills the database, prepares what is to be measured, and starts both servers and the client. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../tests/support/temporary-folder';
import { EMBEDDED_FILE, prepareDatabase } from './database';
import type { Sides } from './measure';
import { startOurs } from './ours';
import { PROJECT, startScript } from './process';
import { openStore } from './store';
import type { Work } from './work';
import type { World } from './world';

export interface Asked {
  size: number;
  /** `mysql://…`; undefined: the embedded file. */
  server: string | undefined;
  redisUrl: string | undefined;
  works: readonly Work[];
  rounds: number;
  say(text: string): void;
}

export interface Bench extends Sides {
  /** `keep`: the folder with what the servers have written. */
  close(keep: boolean): Promise<void>;
}

async function prepareWorks(
  works: readonly Work[],
  world: World,
  { redisUrl, say }: Pick<Asked, 'redisUrl' | 'say'>,
): Promise<void> {
  const store = await openStore(world.databaseUrl, join(world.folder, EMBEDDED_FILE));
  for (const { id, prepare } of new Set(works)) {
    // What is not prepared is not measured, and says so then.
    world.prepared[id] = await prepare?.({ store, world, redisUrl }).catch((error: unknown) => {
      say(`${id}: ${String(error instanceof Error ? error.message : error)}`);
    });
  }
  await store.close();
}

export async function openBench({ size, server, redisUrl, works, rounds, say }: Asked): Promise<Bench> {
  spawnSync(process.execPath, ['tools/build.mjs', '--server', '--documents'], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  const folder = makeTemporaryFolder('run');
  const { url: databaseUrl, run } = await prepareDatabase(server, { size, folder, say });
  const world: World = { size, databaseUrl, folder, run, rounds, prepared: {} };
  await prepareWorks(works, world, { redisUrl, say });
  const ours = await startOurs(world, redisUrl);
  const [bare, driver] = [startScript('bare', 'server', folder), startScript('drive', 'client', folder)];
  return {
    ...{ world, ours, bare, driver },
    async close(keep) {
      await Promise.all([ours.stop(), bare.stop(), driver.stop()]);
      if (!keep) rmSync(folder, { recursive: true });
    },
  };
}
