/** What may become of an account, and what others may read of the user behind it. */
import { DAY_MS } from '../../platform/kernel/clock';
import { redactText } from '../../platform/kernel/redact';
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import { nameDiffers } from './identity.problems';

export const ROLES = ['buyer', 'seller', 'admin'] as const;
export type Role = (typeof ROLES)[number];

declare module '../../platform/kernel/actor' {
  interface Roles {
    buyer: true;
    seller: true;
  }
}

export const USER_STATUSES = ['ACTIVE', 'SUSPENDED', 'BLOCKED'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Suspended: until something is cleared up. Blocked: for good, unless an admin unblocks. */
export interface StatusChange {
  from: readonly UserStatus[];
  to: UserStatus;
}

export const STATUS_CHANGES = {
  suspend: { from: ['ACTIVE'], to: 'SUSPENDED' },
  block: { from: ['ACTIVE', 'SUSPENDED'], to: 'BLOCKED' },
  unblock: { from: ['SUSPENDED', 'BLOCKED'], to: 'ACTIVE' },
} as const satisfies Record<string, StatusChange>;
export type StatusMove = keyof typeof STATUS_CHANGES;

export type RefusalCode = 'own_account' | 'last_admin' | 'user_status_forbids' | 'other_admin';
export type UserRefusal = Refusal<RefusalCode>;

/** What the rules need to know of a user. */
export interface UserState {
  id: string;
  status: UserStatus;
  deletedAt?: number | null;
}

const refuseOwnAccount = (user: UserState, actorId: string): UserRefusal | null =>
  user.id === actorId ? refusal('own_account', 'Ask another admin.') : null;

const refuseDeleted = (user: UserState): UserRefusal | null =>
  user.deletedAt ? refusal('user_status_forbids', 'The user has deleted this account.') : null;

/** An account with the role of admins, whatever its status. */
export type AdminAccount = Required<UserState>;

export const activeOf = (admins: readonly AdminAccount[]): string[] =>
  admins.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id);

/** Whoever was an admin so lately is still one of two: to be alone nobody has to wait for less. */
export const FORMER_ADMIN_COUNTS_MS = 90 * DAY_MS;

/** Suspended and blocked ones count: otherwise whoever shuts the others out decides alone. */
export const hasOtherAdmins = (admins: readonly AdminAccount[], actorId: string, now: number): boolean =>
  admins.some(
    ({ id, deletedAt }) =>
      id !== actorId && (deletedAt === null || Number(deletedAt) > now - FORMER_ADMIN_COUNTS_MS),
  );

/** `activeAdminIds` are the admins who can still sign in. */
export const refuseRemovingLastAdmin = (
  user: { id: string },
  activeAdminIds: readonly string[],
): UserRefusal | null =>
  activeAdminIds.length === 1 && activeAdminIds[0] === user.id
    ? refusal('last_admin', 'Nobody would be left to run the platform. Add another admin first.')
    : null;

const statusIs = ({ status }: UserState): string => `The account is ${status.toLowerCase()}.`;

export function refuseStatusChange(
  move: StatusMove,
  user: UserState,
  actorId: string,
  activeAdminIds: readonly string[],
): UserRefusal | null {
  const change: StatusChange = STATUS_CHANGES[move];
  const refused = refuseOwnAccount(user, actorId) ?? refuseDeleted(user);
  if (refused) return refused;
  if (!change.from.includes(user.status)) return refusal('user_status_forbids', statusIs(user));
  return change.to === 'ACTIVE' ? null : refuseRemovingLastAdmin(user, activeAdminIds);
}

export const refuseRoleChange = (
  user: UserState,
  roles: readonly Role[],
  actorId: string,
  activeAdminIds: readonly string[],
): UserRefusal | null =>
  refuseOwnAccount(user, actorId) ??
  refuseDeleted(user) ??
  (roles.includes('admin') ? null : refuseRemovingLastAdmin(user, activeAdminIds));

export function refuseImpersonation(
  user: UserState & { roles: readonly string[] },
  actorId: string,
): UserRefusal | null {
  if (user.id === actorId) return refusal('own_account', 'You are signed in as this user already.');
  if (user.roles.includes('admin')) return refusal('other_admin', 'Admins cannot be impersonated.');
  return user.status === 'ACTIVE' ? null : refusal('user_status_forbids', statusIs(user));
}

/** Some people have one name. */
export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();

/** How a name is compared: case, marks and spaces do not count, as nobody signs twice the same. */
const plainly = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** @throws name_differs where what somebody typed to sign is not the name of their account */
export function refuseOtherName(user: { firstName: string; lastName: string }, typed: string): void {
  const name = fullName(user);
  if (plainly(typed) !== '' && plainly(typed) === plainly(name)) return;
  throw nameDiffers(`Your profile has the name ${redactText(name)}.`);
}

/**
 * First name and initial. The company's name is left out: for a seller it is the very thing that a listing keeps
 * confidential.
 */
export function displayName({ firstName, lastName }: { firstName: string; lastName: string }): string {
  const [initial] = lastName;
  return initial ? `${firstName} ${initial.toUpperCase()}.` : firstName;
}
