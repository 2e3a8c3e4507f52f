/** How often each side has questioned an item, and which side put a purchase agreement in the place of another, and when. */
import type { Migration } from '../src/platform/db/migrate';

export const answerTimes: Migration = {
  name: '0121-answer-times',
  async up({ words: w, run }) {
    for (const side of ['buyer', 'seller'])
      await run(
        `ALTER TABLE transaction_checklist_items ADD COLUMN ${side}Questions ${w.integer} NOT NULL DEFAULT 0`,
      );
    await run(`ALTER TABLE transactions ADD COLUMN agreementReplacedBy ${w.key(10)} NULL`);
    await run(`ALTER TABLE transactions ADD COLUMN agreementReplacedAt ${w.big} NULL`);
  },
};
