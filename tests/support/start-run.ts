/** Before the first test file: what killed runs left goes, and a folder is made for what all files of this run share. */
import { easeServer } from './server-durability';
import { makeTemporaryFolder, sweepTemporaryFolder } from './temporary-folder';

export default async function startRun(): Promise<void> {
  sweepTemporaryFolder();
  process.env.TEST_RUN_FOLDER = makeTemporaryFolder('run');
  await easeServer();
}
