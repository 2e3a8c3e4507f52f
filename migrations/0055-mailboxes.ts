/**
 * One mailbox, one account: users get the mailbox that their address reaches, and stored domains are written in ASCII, as
 * typed ones have been since. Where several have one mailbox, it is the proven and then the older account's; the others
 * go on under their addresses.
 */
import type { Migration } from '../src/platform/db/migrate';
import { canonicalEmail, mailboxOf } from '../src/platform/mail/address';

const PAGE = 1_000;

export const mailboxes: Migration = {
  name: '0055-mailboxes',
  async up({ words: w, run, select }) {
    const isTaken = async (email: string) =>
      (await select('SELECT id FROM users WHERE email = :email', { email })).length > 0;

    await run(`ALTER TABLE users ADD COLUMN mailbox ${w.text(254)} NULL`);
    await run('UPDATE users SET mailbox = email WHERE deletedAt IS NULL');

    for (let after = ''; ;) {
      const users = await select<{ id: string; email: string; mailbox: string }>(
        `SELECT id, email, mailbox FROM users WHERE id > :after AND mailbox IS NOT NULL ORDER BY id LIMIT ${PAGE}`,
        { after },
      );
      for (const { id, email, mailbox: before } of users) {
        const canonical = canonicalEmail(email);
        if (canonical !== email && !(await isTaken(canonical))) {
          const values = { id, email, canonical };
          await run('UPDATE mail_links SET email = :canonical WHERE userId = :id AND email = :email', values);
          await run('UPDATE users SET email = :canonical WHERE id = :id AND email = :email', values);
        }
        const mailbox = mailboxOf(email);
        if (mailbox !== before)
          await run('UPDATE users SET mailbox = :mailbox WHERE id = :id', { id, mailbox });
      }
      if (users.length < PAGE) break;
      after = users.at(-1)?.id ?? '';
    }

    const shared = await select<{ id: string; mailbox: string }>(
      `SELECT id, mailbox FROM users WHERE mailbox IN (
         SELECT mailbox FROM users WHERE mailbox IS NOT NULL GROUP BY mailbox HAVING COUNT(*) > 1
       ) ORDER BY mailbox, emailVerifiedAt IS NULL, createdAt, id`,
    );
    for (const [index, { id, mailbox }] of shared.entries()) {
      if (shared[index - 1]?.mailbox === mailbox) {
        await run('UPDATE users SET mailbox = NULL WHERE id = :id', { id });
      }
    }
    await run('CREATE UNIQUE INDEX users_mailbox ON users (mailbox)');
  },
};
