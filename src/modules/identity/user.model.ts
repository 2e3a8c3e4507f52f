/** People as rows, and the ways to find them. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, longTextColumn, nullable, textColumn } from '../../platform/db/columns';
import type { Database, Values } from '../../platform/db/database';
import type { UserStatus } from './user.rules';

/** A person as the other modules know him. */
export interface User {
  id: string;
  /** Lower case, composed (NFC). */
  email: string;
  firstName: string;
  lastName: string;
  companyName: string | null;
  phone: string | null;
  /** `buyer`, `seller`, `admin`, in this order. */
  roles: string[];
  status: UserStatus;
  statusReason: string | null;
  emailVerifiedAt: number | null;
  /** Names the present picture; null where there is none. */
  avatarTag: string | null;
  /** When the person had the account deleted: from then on it is nobody's. */
  deletedAt: number | null;
  createdAt: number;
}

export class UserRow extends Model<InferAttributes<UserRow>, InferCreationAttributes<UserRow>> {
  declare id: string;
  declare email: string;
  declare passwordHash: string;
  declare firstName: string;
  declare lastName: string;
  declare companyName: string | null;
  declare phone: string | null;
  declare status: UserStatus;
  declare statusReason: string | null;
  declare emailVerifiedAt: number | null;
  /** Where the picture lies in the file store. */
  declare avatarKey: CreationOptional<string | null>;
  declare avatarTag: CreationOptional<string | null>;
  declare deletedAt: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export type UserRows = typeof UserRow;

export const defineUsers = (database: Database): UserRows =>
  database.bind(UserRow, 'users', {
    id: idColumn(),
    email: textColumn(254),
    passwordHash: textColumn(200),
    firstName: textColumn(100),
    lastName: textColumn(100),
    companyName: nullable(textColumn(200)),
    phone: nullable(textColumn(30)),
    status: textColumn(10),
    statusReason: nullable(longTextColumn()),
    emailVerifiedAt: nullable(instantColumn()),
    avatarKey: nullable(textColumn(100)),
    avatarTag: nullable(textColumn(64)),
    deletedAt: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });

/** Everything of a person but the password's hash. `roles` is a list with commas. */
const USER_COLUMNS = `u.id, u.email, u.firstName, u.lastName, u.companyName, u.phone, u.status, u.statusReason,
  u.emailVerifiedAt, u.avatarTag, u.deletedAt, u.createdAt,
  (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles`;

type SelectedUser = Omit<User, 'roles'> & { roles: string | null };

const ROLE_ORDER = ['buyer', 'seller', 'admin'];

export const readRoles = (list: string | null): string[] =>
  list === null
    ? []
    : list.split(',').sort((one, other) => ROLE_ORDER.indexOf(one) - ROLE_ORDER.indexOf(other));

export type UserFinders = ReturnType<typeof createUserFinders>;

export function createUserFinders({ select, forUpdate }: Database) {
  /** `rest` begins with WHERE. */
  const selectUsers = async (rest: string, values: Values): Promise<User[]> => {
    const rows = await select<SelectedUser>(`SELECT ${USER_COLUMNS} FROM users u ${rest}`, values);
    return rows.map((row) => ({ ...row, roles: readRoles(row.roles) }));
  };

  return {
    selectUsers,
    findUser: async (id: string): Promise<User | null> =>
      (await selectUsers('WHERE u.id = :id', { id }))[0] ?? null,
    findUserByEmail: async (email: string): Promise<User | null> =>
      (await selectUsers('WHERE u.email = :email', { email }))[0] ?? null,
    async findUsers(ids: string[]): Promise<Map<string, User>> {
      if (ids.length === 0) return new Map();
      const users = await selectUsers('WHERE u.id IN (:ids)', { ids: [...new Set(ids)] });
      return new Map(users.map((user) => [user.id, user]));
    },
    /** Locks every admin in the order of ids, so that two admins cannot send each other away at once. */
    async lockActiveAdminIds(): Promise<string[]> {
      const admins = await select<{ id: string; status: string }>(
        `SELECT u.id, u.status FROM users u JOIN user_roles r ON r.userId = u.id
         WHERE r.role = 'admin' ORDER BY u.id ${forUpdate}`,
      );
      return admins.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id);
    },
    async listActiveAdminIds(): Promise<string[]> {
      const rows = await select<{ id: string }>(
        `SELECT u.id FROM user_roles r JOIN users u ON u.id = r.userId
         WHERE r.role = 'admin' AND u.status = 'ACTIVE' ORDER BY u.id`,
      );
      return rows.map(({ id }) => id);
    },
  };
}
