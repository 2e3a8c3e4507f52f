/** Claims: which administrator looks after what waits in a queue, until when. */
import type { Migration } from '../src/platform/db/migrate';

export const queueClaims: Migration = {
  name: '0060-queue-claims',
  async up({ words: w, run }) {
    await run(`CREATE TABLE queue_claims (
      id ${w.key(190)} NOT NULL PRIMARY KEY,
      claimedBy ${w.id} NOT NULL,
      claimedAt ${w.big} NOT NULL,
      endsAt ${w.big} NOT NULL,
      CONSTRAINT queue_claims_ends CHECK (endsAt > claimedAt),
      FOREIGN KEY (claimedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX queue_claims_ended ON queue_claims (endsAt)');
  },
};
