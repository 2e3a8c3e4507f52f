/** The table of users, and a user as the other modules know one. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  longTextColumn,
  nullable,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { USER_STATUSES, type UserStatus } from './user.rules';

export interface User {
  id: string;
  /** Lower case, composed (NFC), the domain in ASCII. */
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
  /** Changes with each new picture; null where there is none. */
  avatarTag: string | null;
  /** When the user deleted the account; from then on nobody can sign in to it. */
  deletedAt: number | null;
  createdAt: number;
}

export class UserRow extends Model<InferAttributes<UserRow>, InferCreationAttributes<UserRow>> {
  declare id: string;
  declare email: string;
  /** Unique: which mailbox the address reaches. Null where an older account had it first, or the account is deleted. */
  declare mailbox: string | null;
  declare passwordHash: string;
  declare firstName: string;
  declare lastName: string;
  declare companyName: string | null;
  declare phone: string | null;
  declare status: UserStatus;
  declare statusReason: string | null;
  declare emailVerifiedAt: number | null;
  /** The picture's key in the file store. */
  declare avatarKey: CreationOptional<string | null>;
  declare avatarTag: CreationOptional<string | null>;
  declare deletedAt: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineUsers = (database: Database) =>
  database.bind(UserRow, 'users', {
    id: idColumn(),
    email: textColumn(254),
    mailbox: nullable(textColumn(254)),
    passwordHash: textColumn(200),
    firstName: textColumn(100),
    lastName: textColumn(100),
    companyName: nullable(textColumn(200)),
    phone: nullable(textColumn(30)),
    status: wordColumn(USER_STATUSES),
    statusReason: nullable(longTextColumn()),
    emailVerifiedAt: nullable(instantColumn()),
    avatarKey: nullable(textColumn(100)),
    avatarTag: nullable(textColumn(64)),
    deletedAt: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
