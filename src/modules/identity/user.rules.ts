/** What may become of an account, and what others may read of the person behind it. */

export const ROLES = ['buyer', 'seller', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export type UserStatus = 'ACTIVE' | 'SUSPENDED' | 'BLOCKED';

/** Suspended: for a while, until something is cleared up. Blocked: for good, as far as anybody knows. */
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

export type StatusRefusal = 'own_account' | 'last_admin' | 'deleted' | 'wrong_status';

export const isLastAdmin = (userId: string, activeAdminIds: readonly string[]): boolean =>
  activeAdminIds.length === 1 && activeAdminIds[0] === userId;

/** Why the change may not be made; null when it may. `activeAdminIds` counts the admins who could still sign in. */
export function refuseStatusChange(
  move: StatusMove,
  user: { id: string; status: UserStatus; deletedAt?: number | null },
  actorId: string,
  activeAdminIds: readonly string[],
): StatusRefusal | null {
  const change: StatusChange = STATUS_CHANGES[move];
  if (user.id === actorId) return 'own_account';
  if (user.deletedAt) return 'deleted';
  if (!change.from.includes(user.status)) return 'wrong_status';
  if (change.to !== 'ACTIVE' && isLastAdmin(user.id, activeAdminIds)) return 'last_admin';
  return null;
}

/**
 * First name and initial. The company's name is left out: for a seller it is the very thing that a listing keeps
 * confidential.
 */
export function displayName({ firstName, lastName }: { firstName: string; lastName: string }): string {
  const [initial] = lastName;
  return initial ? `${firstName} ${initial.toUpperCase()}.` : firstName;
}
