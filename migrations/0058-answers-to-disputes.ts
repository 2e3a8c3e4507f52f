/** Until when a card dispute can be answered, and since when it is. */
import type { Migration } from '../src/platform/db/migrate';

export const answersToDisputes: Migration = {
  name: '0058-answers-to-disputes',
  async up({ words: w, run }) {
    await run(`ALTER TABLE card_disputes ADD COLUMN evidenceDueAt ${w.big} NULL`);
    await run(`ALTER TABLE card_disputes ADD COLUMN answeredAt ${w.big} NULL`);
  },
};
