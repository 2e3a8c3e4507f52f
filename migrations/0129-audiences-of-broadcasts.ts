/** Who of a segment is told: by plan, verification, state of their companies and open deals; null where it is no matter. */
import type { Migration } from '../src/platform/db/migrate';

export const audiencesOfBroadcasts: Migration = {
  name: '0129-audiences-of-broadcasts',
  async up({ words: w, run }) {
    await run(`ALTER TABLE broadcasts ADD COLUMN plan ${w.key(20)} NULL`);
    await run(`ALTER TABLE broadcasts ADD COLUMN verified ${w.flag} NULL`);
    await run(`ALTER TABLE broadcasts ADD COLUMN companyState ${w.key(2)} NULL`);
    await run(`ALTER TABLE broadcasts ADD COLUMN openDeal ${w.flag} NULL`);
  },
};
