/**
 * Proofs of control remember how the federal record reached the carrier, so that a change of it ends them, and those that
 * were given before a sale end with it, as later sales end theirs.
 */
import type { Migration } from '../src/platform/db/migrate';

export const endsOfProofs: Migration = {
  name: '0049-ends-of-proofs',
  async up({ words: w, run }) {
    await run(`ALTER TABLE control_proofs ADD COLUMN contactHash ${w.key(80)} NULL`);
    await run('CREATE INDEX control_proofs_lapse ON control_proofs (levelSince, id)');
    // A listing is not written any more once it is sold.
    await run(`UPDATE control_proofs SET level = 0, levelSince = NULL, evidence = NULL, codeHash = NULL, codeTriesLeft = 0
      WHERE level > 0 AND EXISTS (
        SELECT 1 FROM listings WHERE listings.usdot = control_proofs.usdot AND listings.status = 'SOLD'
          AND listings.updatedAt >= COALESCE(control_proofs.levelSince, 0)
      )`);
  },
};
