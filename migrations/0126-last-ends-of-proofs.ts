/** When a proof of control last ended: a recorded session from before does not bring it back. */
import type { Migration } from '../src/platform/db/migrate';

export const lastEndsOfProofs: Migration = {
  name: '0126-last-ends-of-proofs',
  async up({ words: w, run }) {
    await run(`ALTER TABLE control_proofs ADD COLUMN endedAt ${w.big} NULL`);
    await run('UPDATE control_proofs SET endedAt = revokedAt WHERE revokedAt IS NOT NULL');
  },
};
