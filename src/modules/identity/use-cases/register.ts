/** Opens accounts: for whoever registers, without telling who has one already, and for operators. */
import { setTimeout as pause } from 'node:timers/promises';
import { UniqueConstraintError } from 'sequelize';
import { type Actor, systemActor } from '../../../platform/kernel/actor';
import { canonicalEmail } from '../../../platform/mail/address';
import { userRegistered, userRegisteredAgain } from '../identity.events';
import { emailTaken } from '../identity.problems';
import type { Registration } from '../identity.schema';
import type { IdentityContext } from '../identity.context';
import type { PasswordOwner } from '../passwords';
import type { User } from '../user.model';
import type { Role } from '../user.rules';

export interface NewUser {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  companyName?: string;
  phone?: string;
  /** `buyer`, `seller`, `admin`. */
  roles: string[];
  /** The operator vouches for it. */
  emailVerified?: boolean;
}

/** Opening an account writes more than telling an owner does; both are done well before this. */
export const ANSWERED_AFTER_MS = 200;

export function createRegister(context: IdentityContext) {
  const { audit, letters, mailLinks, passwords, store, platform } = context;
  const { database, clock, events } = platform;

  const hashPasswordOf = (user: PasswordOwner & { password: string }): Promise<string> =>
    passwords.hashNew(user.password, user, 'password');

  /** In the ambient unit. */
  async function addUser(newUser: NewUser, passwordHash: string, by: Actor): Promise<User> {
    const emailVerifiedAt = newUser.emailVerified ? clock.now() : null;
    const user = await store.insert({ ...newUser, emailVerifiedAt, passwordHash });
    await audit.record({
      actor: by,
      action: 'user.registered',
      subject: { type: 'user', id: user.id },
      detail: { roles: user.roles },
    });
    await events.emit(userRegistered, { userId: user.id, roles: user.roles });
    return user;
  }

  /**
   * The same answer whether the address is known or not, after the same hash, at the same time and with one mail either
   * way: a welcome to the new user, or a notice to the owner of the account.
   */
  async function register(registration: Registration): Promise<void> {
    const passwordHash = await hashPasswordOf(registration);
    const answerIsDue = pause(ANSWERED_AFTER_MS);
    const { role, ...user } = registration;
    const openAccountOrNotifyOwner = () =>
      database.atomically(async () => {
        const known = await store.findByEmail(registration.email);
        if (known) {
          await events.emit(userRegisteredAgain, { userId: known.id });
          return;
        }
        const roles = [role.toLowerCase() as Role];
        const added = await addUser({ ...user, roles }, passwordHash, systemActor('identity.registration'));
        await mailLinks.issue('VERIFY_EMAIL', added, (link) => letters.sendWelcome(added, link));
      });
    await openAccountOrNotifyOwner().catch((error: unknown) => {
      // Another request registered the address at the same moment: now it is a known one.
      if (error instanceof UniqueConstraintError) return openAccountOrNotifyOwner();
      throw error;
    });
    await answerIsDue;
  }

  /**
   * For operators: `create-admin` and seeds. Sends no mail.
   * @throws weak_password, email_taken
   */
  async function createUser(given: NewUser, by: Actor): Promise<User> {
    const newUser = { ...given, email: canonicalEmail(given.email) };
    const passwordHash = await hashPasswordOf(newUser);
    try {
      return await database.atomically(() => addUser(newUser, passwordHash, by));
    } catch (error) {
      if (error instanceof UniqueConstraintError)
        throw emailTaken(`${newUser.email} has an account already.`);
      throw error;
    }
  }

  return { register, createUser };
}
