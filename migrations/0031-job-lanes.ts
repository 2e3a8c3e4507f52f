/** Jobs stand in lanes, so that none waits behind work of another nature. */
import type { Migration } from '../src/platform/db/migrate';

export const jobLanes: Migration = {
  name: '0031-job-lanes',
  async up({ words: w, run }) {
    // The default serves instances of the release before, which add jobs until they are replaced.
    await run(`ALTER TABLE jobs ADD COLUMN lane ${w.key(10)} NOT NULL DEFAULT 'outside'`);
    await run(`UPDATE jobs SET lane = 'news' WHERE kind LIKE '% > %'`);
    await run('CREATE INDEX jobs_lane ON jobs (status, lane, runAt, id)');
  },
};
