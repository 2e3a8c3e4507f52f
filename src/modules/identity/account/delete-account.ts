/** Deletes an account: personal data is wiped; what others and the law rely on stays, without a name. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newSecret } from '../../../platform/kernel/ids';
import type { IdentityContext } from '../identity.context';
import { userDeleted } from '../identity.events';
import { throwIfRefused } from '../identity.problems';
import { activeOf, refuseRemovingLastAdmin } from '../user.rules';
import { createLockSignedIn } from '../use-cases/lock-signed-in';
import { deletionPrevented } from './account.problems';
import type { createChangeAvatar } from './change-avatar';
import type { UserData } from './user-data';
import type { VerifyPassword } from './verify-password';

/** In a domain that never receives mail (RFC 2606). The id keeps it unique and says nothing about the user. */
const placeholderEmail = (userId: string): string => `deleted-${userId}@deleted.invalid`;

/** Tables with ways to sign in, or to get there. */
const CREDENTIAL_TABLES = [
  'email_changes',
  'mail_links',
  'second_factors',
  'recovery_codes',
  'second_factor_challenges',
  'api_keys',
];

interface Collaborators {
  userData: UserData;
  verifyPassword: VerifyPassword;
  dropAvatarOf: ReturnType<typeof createChangeAvatar>['dropAvatarOf'];
}

export function createDeleteAccount(
  context: IdentityContext,
  { userData, verifyPassword, dropAvatarOf }: Collaborators,
) {
  const { approvals, audit, formerAddresses, passwords, sessions, store, platform } = context;
  const { clock, database, events } = platform;
  const lockSignedIn = createLockSignedIn(context);

  /**
   * Action log, ledger, sales and payments stay: they name an id, which from now on leads to nobody.
   * @throws wrong_password, too_many_requests, last_admin, deletion_prevented
   */
  return async (actor: UserActor, password: string): Promise<void> => {
    await verifyPassword(actor, password);
    const passwordHash = await passwords.hash(newSecret());
    await database.atomically(async () => {
      const activeAdminIds = activeOf(await store.lockAdmins());
      const row = await lockSignedIn(actor);
      throwIfRefused(refuseRemovingLastAdmin(row, activeAdminIds));
      const blockers = await userData.findDeletionBlockers(row.id);
      if (blockers.length > 0) throw deletionPrevented(blockers.join(' '));

      const formerAddressId = await formerAddresses.keep(row);
      await dropAvatarOf(row);
      await store.update(row, {
        email: placeholderEmail(row.id),
        mailbox: null,
        passwordHash,
        firstName: 'Deleted',
        lastName: 'user',
        companyName: null,
        phone: null,
        status: 'BLOCKED',
        statusReason: 'Deleted by its owner.',
        emailVerifiedAt: null,
        deletedAt: clock.now(),
      });
      await sessions.revokeAllOf(row.id, 'USER_DELETED');
      await approvals.withdrawFirstWordsOf(row.id);
      await database.change(
        "UPDATE sessions SET userAgent = '', address = '', impersonationReason = NULL WHERE userId = :userId",
        { userId: row.id },
      );
      for (const table of CREDENTIAL_TABLES) {
        await database.change(`DELETE FROM ${table} WHERE userId = :userId`, { userId: row.id });
      }
      await audit.record({ actor, action: 'user.deleted', subject: { type: 'user', id: row.id } });
      await events.emit(userDeleted, { userId: row.id, formerAddressId });
    });
  };
}
