/** After the last test file: the folder of this run goes. A run of everything has caused every kind of notice by an act. */
import { rmSync } from 'node:fs';
import { NOTICE_KINDS } from '../../src/modules/notifications/kinds';
import { causedKinds } from './caused-kinds';
import { restoreServer } from './server-durability';

/** What Jest was asked for; of its options those that leave tests out. */
interface Run {
  nonFlagArgs: string[];
  onlyChanged: boolean;
  onlyFailures: boolean;
  findRelatedTests: boolean;
  testNamePattern?: string;
  testPathPatterns: { patterns: string[] };
  shard?: unknown;
}

const isWhole = (run: Run): boolean =>
  !process.argv.includes('--selectProjects') &&
  run.nonFlagArgs.length === 0 &&
  run.testPathPatterns.patterns.length === 0 &&
  !run.onlyChanged &&
  !run.onlyFailures &&
  !run.findRelatedTests &&
  !run.testNamePattern &&
  !run.shard;

export default async function endRun(run: Run): Promise<void> {
  await restoreServer();
  const folder = process.env.TEST_RUN_FOLDER;
  if (!folder) return;
  const caused = causedKinds(folder);
  rmSync(folder, { recursive: true, force: true });
  const never = NOTICE_KINDS.filter((kind) => !caused.includes(kind));
  if (isWhole(run) && never.length > 0) {
    throw new Error(`No test causes these notices by an act, or by the clock: ${never.join(', ')}.`);
  }
}
