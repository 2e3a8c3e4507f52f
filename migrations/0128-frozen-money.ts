/** A deal that is canceled while a bank decides: what of the disputed payment goes to whom if the bank leaves it. */
import type { Migration } from '../src/platform/db/migrate';

export const frozenMoney: Migration = {
  name: '0128-frozen-money',
  async up({ words: w, run }) {
    for (const side of ['buyer', 'seller'])
      await run(`ALTER TABLE transaction_card_disputes ADD COLUMN ${side}DueCents ${w.big} NULL`);
  },
};
