/** What admins did over money on their own: small acts add up to the sum that takes two. */
import type { Migration } from '../src/platform/db/migrate';

export const loneActs: Migration = {
  name: '0042-lone-acts',
  async up({ words: w, run }) {
    await run(`CREATE TABLE lone_acts (
      id ${w.id} NOT NULL PRIMARY KEY,
      who ${w.key(60)} NOT NULL,
      act ${w.key(60)} NOT NULL,
      amountCents ${w.big} NOT NULL,
      doneAt ${w.big} NOT NULL,
      CONSTRAINT lone_acts_amount CHECK (amountCents >= 0)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX lone_acts_of ON lone_acts (who, doneAt)');
    await run('CREATE INDEX lone_acts_done ON lone_acts (doneAt)');
    // Locked while the acts of one person are summed up.
    await run(`CREATE TABLE lone_act_sums (
      who ${w.key(60)} NOT NULL PRIMARY KEY,
      askedAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
  },
};
