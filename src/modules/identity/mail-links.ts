/** Links in letters that show that whoever follows them reads the mailbox: each good once, and for a while. */
import type { Database } from '../../platform/db/database';
import { type Clock, DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newSecret } from '../../platform/kernel/ids';
import { hashToken } from './sessions';

export type LinkPurpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

const LIFE_MS: Record<LinkPurpose, number> = { VERIFY_EMAIL: DAY_MS, RESET_PASSWORD: HOUR_MS };

/** To one person and for one purpose, whoever asks and from wherever: a mailbox cannot be flooded through us. */
const MOST_AN_HOUR = 3;

export interface LinkOwner {
  userId: string;
  email: string;
}

export type MailLinks = ReturnType<typeof createMailLinks>;

export function createMailLinks({ change, select, forUpdate }: Database, clock: Clock) {
  return {
    /**
     * Answers the token that goes into the letter, or null where enough letters were sent. In the ambient unit, which
     * holds the person's row from here on, so that of many who ask at once each counts the ones before.
     */
    async issue(purpose: LinkPurpose, to: { id: string; email: string }): Promise<string | null> {
      const now = clock.now();
      await select(`SELECT id FROM users WHERE id = :userId ${forUpdate}`, { userId: to.id });
      const [sent] = await select<{ count: number }>(
        `SELECT COUNT(*) AS count FROM mail_links
         WHERE userId = :userId AND purpose = :purpose AND createdAt > :since`,
        { userId: to.id, purpose, since: now - HOUR_MS },
      );
      if (Number(sent?.count) >= MOST_AN_HOUR) return null;
      const token = newSecret();
      await change(
        `INSERT INTO mail_links (tokenHash, userId, purpose, email, createdAt, expiresAt)
         VALUES (:tokenHash, :userId, :purpose, :email, :now, :expiresAt)`,
        {
          tokenHash: hashToken(token),
          userId: to.id,
          purpose,
          email: to.email,
          now,
          expiresAt: now + LIFE_MS[purpose],
        },
      );
      return token;
    },

    /** Whose link it is while it is good: to the address that the person has today. */
    async findOwner(purpose: LinkPurpose, token: string): Promise<LinkOwner | null> {
      const [owner] = await select<LinkOwner>(
        `SELECT l.userId, l.email FROM mail_links l JOIN users u ON u.id = l.userId AND u.email = l.email
         WHERE l.tokenHash = :tokenHash AND l.purpose = :purpose AND l.usedAt IS NULL AND l.expiresAt > :now
           AND u.status = 'ACTIVE'`,
        { tokenHash: hashToken(token), purpose, now: clock.now() },
      );
      return owner ?? null;
    },

    /** False where somebody else was first. In the ambient unit. */
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
