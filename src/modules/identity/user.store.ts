/** Reads users, and is the only place that writes them and their roles. */
import type { Database, Values } from '../../platform/db/database';
import { readPage, selectKeyset } from '../../platform/db/keyset';
import { notFound } from '../../platform/http/problem';
import type { Clock } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { recordClauses, type Words, wordsSql } from '../../platform/db/records';
import { mapPage, type Page } from '../../platform/kernel/page';
import { mailboxOf } from '../../platform/mail/address';
import type { UserListQuery } from './identity.schema';
import type { KeptAccess } from './kept-access';
import { defineUsers, type User, type UserRow } from './user.model';
import { type AdminAccount, ROLES } from './user.rules';

/** Everything of a user but the password's hash. `roles` is a comma-separated list. */
const USER_COLUMNS = `u.id, u.email, u.firstName, u.lastName, u.companyName, u.phone, u.status, u.statusReason,
  u.emailVerifiedAt, u.avatarTag, u.deletedAt, u.createdAt,
  (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles`;

type SelectedUser = Omit<User, 'roles'> & { roles: string | null };

const ROLE_ORDER: readonly string[] = ROLES;

export const readRoles = (list: string | null): string[] =>
  list === null
    ? []
    : list.split(',').sort((one, other) => ROLE_ORDER.indexOf(one) - ROLE_ORDER.indexOf(other));

const withRoles = (row: SelectedUser): User => ({ ...row, roles: readRoles(row.roles) });

/** The account of this very address, or else the one whose mailbox it reaches. */
export const OF_ADDRESS = 'u.email = :email OR u.mailbox = :mailbox';
const OF_ADDRESS_FIRST = `WHERE ${OF_ADDRESS} ORDER BY u.email = :email DESC LIMIT 1`;
export const addressValues = (email: string) => ({ email, mailbox: mailboxOf(email) });

/** Of a role where one is named; and in or not in each of these sets of ids, which other modules know. */
export interface Audience {
  role: string | null;
  among: readonly { select: string; values?: Values; isIn: boolean }[];
}

function activeOf({ role, among }: Audience): { where: string; values: Values } {
  const ofRole = 'EXISTS (SELECT 1 FROM user_roles x WHERE x.userId = u.id AND x.role = :role)';
  return {
    where: [
      "u.status = 'ACTIVE'",
      ...(role === null ? [] : [ofRole]),
      ...among.map(({ select, isIn }) => `u.id ${isIn ? 'IN' : 'NOT IN'} (${select})`),
    ].join(' AND '),
    values: Object.assign({}, role === null ? {} : { role }, ...among.map(({ values }) => values)) as Values,
  };
}

const NAMES = ['u.email', 'u.firstName', 'u.lastName', 'u.companyName'];

/** Ids of users whose address, names and company have these words; for lists of others' records. */
export const selectUserIds = (words: Words): string =>
  `SELECT u.id FROM users u WHERE ${wordsSql({ texts: NAMES }, words)}`;

const noSuchUser = () => notFound('There is no such user.');

export interface NewUserRow extends Pick<User, 'email' | 'firstName' | 'lastName' | 'emailVerifiedAt'> {
  passwordHash: string;
  companyName?: string | undefined;
  phone?: string | undefined;
  roles: string[];
}

/** What a use case may change of a user; the store adds when. */
export type UserChange = Partial<
  Pick<
    UserRow,
    | 'email'
    | 'mailbox'
    | 'passwordHash'
    | 'firstName'
    | 'lastName'
    | 'companyName'
    | 'phone'
    | 'status'
    | 'statusReason'
    | 'emailVerifiedAt'
    | 'avatarKey'
    | 'avatarTag'
    | 'deletedAt'
  >
>;

export type UserStore = ReturnType<typeof createUserStore>;

export function createUserStore(database: Database, clock: Clock, keptAccess: Pick<KeptAccess, 'changed'>) {
  const { change, select, forUpdate } = database;
  const users = defineUsers(database);
  const updateUnlessTaken = database.dialect === 'mysql' ? 'UPDATE IGNORE' : 'UPDATE OR IGNORE';

  /** `rest` begins with WHERE. */
  const selectUsers = async (rest: string, values: Values): Promise<User[]> => {
    const rows = await select<SelectedUser>(`SELECT ${USER_COLUMNS} FROM users u ${rest}`, values);
    return rows.map(withRoles);
  };

  const find = async (id: string): Promise<User | null> =>
    (await selectUsers('WHERE u.id = :id', { id }))[0] ?? null;

  /** @throws not_found */
  async function get(id: string): Promise<User> {
    const user = await find(id);
    if (!user) throw noSuchUser();
    return user;
  }

  async function findPasswordHash(where: string, values: Values): Promise<string | null> {
    const [row] = await select<{ passwordHash: string }>(
      `SELECT u.passwordHash FROM users u ${where}`,
      values,
    );
    return row?.passwordHash ?? null;
  }

  async function grantRole(userId: string, role: string): Promise<void> {
    await change('INSERT INTO user_roles (userId, role, grantedAt) VALUES (:userId, :role, :now)', {
      userId,
      role,
      now: clock.now(),
    });
    keptAccess.changed(userId);
  }

  return {
    find,
    get,

    findByEmail: async (email: string): Promise<User | null> =>
      (await selectUsers(OF_ADDRESS_FIRST, addressValues(email)))[0] ?? null,

    /** Those of the ids that exist, by id. */
    async findMany(ids: string[]): Promise<Map<string, User>> {
      if (ids.length === 0) return new Map();
      const found = await selectUsers('WHERE u.id IN (:ids)', { ids: [...new Set(ids)] });
      return new Map(found.map((user) => [user.id, user]));
    },

    /** By id from the latest to the first. */
    async listActiveIds(audience: Audience, after: string | null, limit: number): Promise<string[]> {
      const { where, values } = activeOf(audience);
      const rows = await select<{ id: string }>(
        `SELECT u.id FROM users u WHERE ${where} ${after ? 'AND u.id < :after' : ''}
         ORDER BY u.id DESC LIMIT ${limit}`,
        { ...values, ...(after ? { after } : {}) },
      );
      return rows.map(({ id }) => id);
    },

    async countActive(audience: Audience): Promise<number> {
      const { where, values } = activeOf(audience);
      const [row] = await select<{ total: number }>(
        `SELECT COUNT(*) AS total FROM users u WHERE ${where}`,
        values,
      );
      return Number(row?.total ?? 0);
    },

    async page(query: UserListQuery): Promise<Page<User>> {
      const { role, status } = query;
      const clauses = recordClauses(
        {
          ...{ name: 'users', from: 'users u', at: 'u.createdAt', id: 'u.id' },
          equal: { 'u.status': status },
          where: role ? ['EXISTS (SELECT 1 FROM user_roles x WHERE x.userId = u.id AND x.role = :role)'] : [],
          values: role ? { role: role.toLowerCase() } : {},
          searchedIn: { texts: NAMES, codes: ['u.phone'], ids: ['u.id'] },
        },
        query,
      );
      const keyset = selectKeyset<SelectedUser>(database, { ...clauses, select: USER_COLUMNS });
      return mapPage(await readPage(keyset, query), withRoles);
    },

    findPasswordHash: (id: string) => findPasswordHash('WHERE u.id = :id', { id }),
    findPasswordHashByEmail: (email: string) => findPasswordHash(OF_ADDRESS_FIRST, addressValues(email)),

    /** Whether the file is still somebody's picture. */
    hasAvatar: async (avatarKey: string): Promise<boolean> =>
      (await users.count({ where: { avatarKey } })) > 0,

    /** Locks the row until the ambient unit ends. @throws not_found */
    async lock(id: string): Promise<UserRow> {
      const row = await users.findByPk(id, { lock: true });
      if (!row) throw noSuchUser();
      return row;
    },

    /** Locks every admin in the order of ids, so that two admins cannot remove each other at once. */
    lockAdmins: (): Promise<AdminAccount[]> =>
      select<AdminAccount>(
        `SELECT u.id, u.status, u.deletedAt FROM users u JOIN user_roles r ON r.userId = u.id
         WHERE r.role = 'admin' ORDER BY u.id ${forUpdate}`,
      ),

    async listActiveAdminIds(): Promise<string[]> {
      const rows = await select<{ id: string }>(
        `SELECT u.id FROM user_roles r JOIN users u ON u.id = r.userId
         WHERE r.role = 'admin' AND u.status = 'ACTIVE' ORDER BY u.id`,
      );
      return rows.map(({ id }) => id);
    },

    /** In the ambient unit. Fails on a unique index where the address or its mailbox is taken. */
    async insert(given: NewUserRow): Promise<User> {
      const now = clock.now();
      const { passwordHash, roles } = given;
      const user = {
        id: newId(),
        email: given.email,
        firstName: given.firstName,
        lastName: given.lastName,
        companyName: given.companyName ?? null,
        phone: given.phone ?? null,
        emailVerifiedAt: given.emailVerifiedAt,
        status: 'ACTIVE' as const,
        statusReason: null,
        avatarTag: null,
        deletedAt: null,
        createdAt: now,
      };
      await users.create({ ...user, mailbox: mailboxOf(user.email), passwordHash, updatedAt: now });
      for (const role of new Set(roles)) await grantRole(user.id, role);
      return { ...user, roles };
    },

    /** On a locked row, in the ambient unit. */
    async update(row: UserRow, changes: UserChange): Promise<void> {
      await row.update({ ...changes, updatedAt: clock.now() });
      keptAccess.changed(row.id);
    },

    /**
     * The user reads the mailbox of the address. An account from before each mailbox had one takes it from another that
     * has not proven its address, and leaves it to one that has. On a locked row, in the ambient unit.
     */
    async markProven(row: UserRow): Promise<void> {
      const now = clock.now();
      await row.update({ emailVerifiedAt: now, updatedAt: now });
      keptAccess.changed(row.id);
      if (row.mailbox !== null) return;
      const of = { id: row.id, mailbox: mailboxOf(row.email), now };
      await change(
        `UPDATE users SET mailbox = NULL, updatedAt = :now
         WHERE mailbox = :mailbox AND emailVerifiedAt IS NULL AND id <> :id`,
        of,
      );
      await change(`${updateUnlessTaken} users SET mailbox = :mailbox, updatedAt = :now WHERE id = :id`, of);
    },

    /** After a log-in, while the password is at hand: not where it was changed meanwhile. */
    replaceOutdatedHash: (id: string, outdated: string, passwordHash: string) =>
      change('UPDATE users SET passwordHash = :passwordHash WHERE id = :id AND passwordHash = :outdated', {
        id,
        passwordHash,
        outdated,
      }),

    /** In the ambient unit. */
    grantRole,

    /** In the ambient unit. */
    async revokeRoles(userId: string, roles: string[]): Promise<void> {
      if (roles.length === 0) return;
      await change('DELETE FROM user_roles WHERE userId = :userId AND role IN (:roles)', { userId, roles });
      keptAccess.changed(userId);
    },
  };
}
