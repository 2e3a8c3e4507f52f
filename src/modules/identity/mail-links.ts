/** Single-use tokens in mailed links, which prove that whoever opens one reads the mailbox. */
import type { Database } from '../../platform/db/database';
import { type Clock, DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newSecret } from '../../platform/kernel/ids';
import type { NewLink } from './secret-letters';
import { hashToken } from './sessions';

export type LinkPurpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

const LIFETIME_MS: Record<LinkPurpose, number> = { VERIFY_EMAIL: DAY_MS, RESET_PASSWORD: HOUR_MS };

export interface LinkOwner {
  userId: string;
  email: string;
}

export type MailLinks = ReturnType<typeof createMailLinks>;

export function createMailLinks({ change, select, forUpdate }: Database, clock: Clock) {
  /** Whether what the link confirms is so already: the address is the user's, and proven. */
  async function isConfirmed(token: string): Promise<boolean> {
    const rows = await select(
      `SELECT 1 FROM mail_links l JOIN users u ON u.id = l.userId AND u.email = l.email
       WHERE l.tokenHash = :tokenHash AND l.purpose = 'VERIFY_EMAIL' AND u.emailVerifiedAt IS NOT NULL
         AND u.status = 'ACTIVE'`,
      { tokenHash: hashToken(token) },
    );
    return rows.length > 0;
  }

  /** Whose link it is, while it is valid: only for the address that the user has today. */
  async function findOwner(purpose: LinkPurpose, token: string): Promise<LinkOwner | null> {
    const [owner] = await select<LinkOwner>(
      `SELECT l.userId, l.email FROM mail_links l JOIN users u ON u.id = l.userId AND u.email = l.email
       WHERE l.tokenHash = :tokenHash AND l.purpose = :purpose AND l.usedAt IS NULL AND l.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { tokenHash: hashToken(token), purpose, now: clock.now() },
    );
    return owner ?? null;
  }

  return {
    /**
     * Sends a link, and answers whether: where the mailbox got enough letters, the link in the last of them stays good.
     * In the ambient unit, which holds the user's row from here on, so that of many at once one link is the newest.
     */
    async issue(
      purpose: LinkPurpose,
      to: { id: string; email: string },
      send: (link: NewLink) => Promise<boolean>,
    ): Promise<boolean> {
      const now = clock.now();
      await select(`SELECT id FROM users WHERE id = :userId ${forUpdate}`, { userId: to.id });
      const token = newSecret();
      const expiresAt = now + LIFETIME_MS[purpose];
      if (!(await send({ token, expiresAt }))) return false;
      await change(
        `INSERT INTO mail_links (tokenHash, userId, purpose, email, createdAt, expiresAt)
         VALUES (:tokenHash, :userId, :purpose, :email, :now, :expiresAt)`,
        {
          tokenHash: hashToken(token),
          userId: to.id,
          purpose,
          email: to.email,
          now,
          expiresAt,
        },
      );
      // The older ones lie in the same mailbox, maybe open to others; the newest is the one that was asked for.
      await change(
        `UPDATE mail_links SET usedAt = :now
         WHERE userId = :userId AND purpose = :purpose AND usedAt IS NULL AND tokenHash <> :tokenHash`,
        { userId: to.id, purpose, tokenHash: hashToken(token), now },
      );
      return true;
    },

    /** Writes down a link of another table that was opened, so that opening it again is known. In the ambient unit. */
    async keepOpened(purpose: LinkPurpose, token: string, { userId, email }: LinkOwner): Promise<void> {
      const now = clock.now();
      await change(
        `INSERT INTO mail_links (tokenHash, userId, purpose, email, createdAt, expiresAt, usedAt)
         VALUES (:tokenHash, :userId, :purpose, :email, :now, :expiresAt, :now)`,
        { tokenHash: hashToken(token), userId, purpose, email, now, expiresAt: now + DAY_MS },
      );
    },

    isConfirmed,
    findOwner,

    /** Whether whoever sends it has a link of ours: one that works, or has confirmed the address before. */
    isKnown: async (purpose: LinkPurpose, token: string): Promise<boolean> =>
      (await findOwner(purpose, token)) !== null ||
      (purpose === 'VERIFY_EMAIL' && (await isConfirmed(token))),

    /** False where another request spent it first. In the ambient unit. */
    async spend(purpose: LinkPurpose, token: string): Promise<boolean> {
      const spent = await change(
        `UPDATE mail_links SET usedAt = :now
         WHERE tokenHash = :tokenHash AND purpose = :purpose AND usedAt IS NULL AND expiresAt > :now`,
        { tokenHash: hashToken(token), purpose, now: clock.now() },
      );
      return spent === 1;
    },

    /** Voids what was sent before. In the ambient unit. */
    voidAll: (userId: string, purpose: LinkPurpose) =>
      change(
        'UPDATE mail_links SET usedAt = :now WHERE userId = :userId AND purpose = :purpose AND usedAt IS NULL',
        { userId, purpose, now: clock.now() },
      ),
  };
}
