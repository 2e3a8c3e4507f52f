/** A key for mail that must not be written twice, however often the event that it tells is delivered. */
import type { Migration } from '../src/platform/db/migrate';

export const mailOnce: Migration = {
  name: '0029-mail-once',
  async up({ words: w, run }) {
    await run(`ALTER TABLE mail_outbox ADD COLUMN onceKey ${w.key(80)} NULL`);
    await run('CREATE UNIQUE INDEX mail_outbox_once ON mail_outbox (onceKey)');
  },
};
