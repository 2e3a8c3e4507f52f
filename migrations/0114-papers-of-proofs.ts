/** What a proof of control rests on: verified papers, and a live session that was recorded. Earlier ones have words alone. */
import type { Migration } from '../src/platform/db/migrate';

export const papersOfProofs: Migration = {
  name: '0114-papers-of-proofs',
  async up({ words: w, run }) {
    await run(`ALTER TABLE control_proofs ADD COLUMN papers ${w.longText} NULL`);
    await run(`ALTER TABLE control_proofs ADD COLUMN liveSession ${w.longText} NULL`);
  },
};
