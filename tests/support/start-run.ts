/** Before the first test file: what killed runs left goes, and a folder is made for what all files of this run share. */
import { makeTemporaryFolder, sweepTemporaryFolder } from './temporary-folder';

export default function startRun(): void {
  sweepTemporaryFolder();
  process.env.TEST_RUN_FOLDER = makeTemporaryFolder('run');
}
