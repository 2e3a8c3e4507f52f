/** After the last test file: the folder of this run goes. */
import { rmSync } from 'node:fs';

export default function endRun(): void {
  const folder = process.env.TEST_RUN_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
