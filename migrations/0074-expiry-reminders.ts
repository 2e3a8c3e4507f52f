/** When the seller of a listing was last reminded that its publication ends. */
import type { Migration } from '../src/platform/db/migrate';

export const expiryReminders: Migration = {
  name: '0074-expiry-reminders',
  async up({ words: w, run }) {
    await run(`ALTER TABLE listings ADD COLUMN expiryRemindedAt ${w.big} NULL`);
  },
};
