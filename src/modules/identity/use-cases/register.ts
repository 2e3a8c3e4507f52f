/** Opens accounts: for whoever asks, without telling who has one, and for operators. */
import { UniqueConstraintError } from 'sequelize';
import { type Actor, systemActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { userRegistered } from '../identity.events';
import { addressTaken } from '../identity.problems';
import type { Registration } from '../identity.schema';
import type { IdentityParts } from '../parts';
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
  /** The operator vouches for the address. */
  emailVerified?: boolean;
}

const normaliseEmail = (email: string): string => email.trim().toLowerCase().normalize('NFC');

export function createRegistration(parts: IdentityParts) {
  const { audit, passwords, finders, users, mailLinks, mails, platform } = parts;
  const { database, clock, mailer, outbox } = platform;

  const hashPasswordOf = ({ password, email }: { password: string; email: string }): Promise<string> =>
    passwords.hashNew(password, email, 'body.password');

  /** Adds the person in the ambient unit. */
  async function addUser(person: NewUser, passwordHash: string, by: Actor): Promise<User> {
    const now = clock.now();
    const { email, firstName, lastName, companyName = null, phone = null } = person;
    const facts = { id: newId(), email, firstName, lastName, companyName, phone, createdAt: now };
    const standing = { status: 'ACTIVE' as const, statusReason: null, avatarTag: null, deletedAt: null };
    const emailVerifiedAt = person.emailVerified ? now : null;
    await users.create({ ...facts, ...standing, emailVerifiedAt, passwordHash, updatedAt: now });
    for (const role of new Set(person.roles)) {
      await database.change(
        'INSERT INTO user_roles (userId, role, grantedAt) VALUES (:userId, :role, :now)',
        { userId: facts.id, role, now },
      );
    }
    await audit.record({
      actor: by,
      action: 'user.registered',
      subject: { type: 'user', id: facts.id },
      detail: { roles: person.roles },
    });
    await outbox.emit(userRegistered, { userId: facts.id, roles: person.roles });
    return { ...facts, ...standing, emailVerifiedAt, roles: person.roles };
  }

  /**
   * The answer is the same whether the address is known or not, after the same hash and with one letter either way:
   * to the newcomer a welcome, to the owner of the account a word that somebody tried.
   */
  async function register(registration: Registration): Promise<void> {
    const passwordHash = await hashPasswordOf(registration);
    const { role, ...person } = registration;
    const openOrTell = () =>
      database.atomically(async () => {
        const known = await finders.findUserByEmail(registration.email);
        if (known) {
          await mailer.send(mails.alreadyRegistered(known));
          return;
        }
        const roles = [role.toLowerCase() as Role];
        const added = await addUser({ ...person, roles }, passwordHash, systemActor('identity.registration'));
        await mailer.send(mails.welcome(added, await mailLinks.issue('VERIFY_EMAIL', added)));
      });
    await openOrTell().catch((error: unknown) => {
      // Somebody else registered the address in this very moment: now it is a known one.
      if (error instanceof UniqueConstraintError) return openOrTell();
      throw error;
    });
  }

  /**
   * For operators: `create-admin` and seeds. Sends no letter.
   * @throws weak_password, address_taken
   */
  async function createUser(given: NewUser, by: Actor): Promise<User> {
    const person = { ...given, email: normaliseEmail(given.email) };
    const passwordHash = await hashPasswordOf(person);
    try {
      return await database.atomically(() => addUser(person, passwordHash, by));
    } catch (error) {
      if (error instanceof UniqueConstraintError) throw addressTaken(`${person.email} has an account.`);
      throw error;
    }
  }

  return { register, createUser };
}
