/** Lets a person go: what is his own is wiped, what others and the law rely on stays without his name. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newSecret } from '../../../platform/kernel/ids';
import { userDeleted } from '../identity.events';
import { lastAdmin } from '../identity.problems';
import type { IdentityParts } from '../parts';
import { isLastAdmin } from '../user.rules';
import { deletionPrevented } from './account.problems';
import type { createChangeAvatar } from './change-avatar';
import type { Leaving } from './leaving';
import type { createProvePassword } from './prove-password';

/** In a domain that never receives mail (RFC 2606). The id keeps it unique and says nothing of the person. */
const placeholderEmail = (userId: string): string => `deleted-${userId}@deleted.invalid`;

/** Where the ways stand by which the person could sign in, or get there. */
const CREDENTIALS = [
  'email_changes',
  'mail_links',
  'second_factors',
  'recovery_codes',
  'second_factor_challenges',
  'api_keys',
];

export interface DeletionParts {
  leaving: Leaving;
  provePassword: ReturnType<typeof createProvePassword>;
  dropAvatarOf: ReturnType<typeof createChangeAvatar>['dropAvatarOf'];
}

export function createDeleteAccount(
  { audit, finders, mails, passwords, sessions, users, platform }: IdentityParts,
  { leaving, provePassword, dropAvatarOf }: DeletionParts,
) {
  const { clock, database, mailer, outbox } = platform;

  /**
   * Audit trail, ledger, deals and payments stay: they name an id, which from now on leads to nobody.
   * @throws wrong_password, too_many_requests, last_admin, deletion_prevented
   */
  return async (actor: UserActor, password: string): Promise<void> => {
    await provePassword(actor, password);
    const passwordHash = await passwords.hash(newSecret());
    await database.atomically(async () => {
      const adminIds = await finders.lockActiveAdminIds();
      const row = await users.findByPk(actor.userId, { lock: true });
      if (!row) throw notFound('There is no such person.');
      if (isLastAdmin(row.id, adminIds)) throw lastAdmin('Make another admin first.');
      const objections = await leaving.findObjections(row.id);
      if (objections.length > 0) throw deletionPrevented(objections.join(' '));

      await mailer.send(mails.farewell(row));
      await dropAvatarOf(row);
      const now = clock.now();
      await row.update({
        email: placeholderEmail(row.id),
        passwordHash,
        firstName: 'Deleted',
        lastName: 'user',
        companyName: null,
        phone: null,
        status: 'BLOCKED',
        statusReason: 'Deleted at the wish of its owner.',
        emailVerifiedAt: null,
        deletedAt: now,
        updatedAt: now,
      });
      await sessions.revokeAllOf(row.id, 'USER_DELETED');
      await database.change("UPDATE sessions SET userAgent = '', address = '' WHERE userId = :userId", {
        userId: row.id,
      });
      for (const table of CREDENTIALS) {
        await database.change(`DELETE FROM ${table} WHERE userId = :userId`, { userId: row.id });
      }
      await audit.record({ actor, action: 'user.deleted', subject: { type: 'user', id: row.id } });
      await outbox.emit(userDeleted, { userId: row.id });
    });
  };
}
